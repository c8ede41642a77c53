import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

interface Machine {
  /** The programs on PATH, as shell scripts. A program that is left out is not installed. */
  readonly pnpm?: string;
  readonly npx?: string;
  /** The version of pnpm that npx can download. */
  readonly fetched?: string;
  readonly lockfile?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

const up = `case "$1" in
  --version) echo 11.2.3 ;;
  install) ;;
  exec) shift; exec "$@" ;;
esac`;
const installing = (install: string): string => up.replace("install) ;;", `install) ${install} ;;`);

/** Runs the script in a new repository, on a machine with only the given programs. */
async function bootstrap(
  { pnpm, npx, fetched, lockfile = true, env }: Machine,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const folder = await mkdtemp(join(tmpdir(), "bootstrap-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const scripts = join(folder, "scripts");
  const bin = join(folder, "bin");
  const cache = join(folder, "cache");
  for (const each of [scripts, bin, cache]) await mkdir(each);
  for (const name of ["bootstrap.mjs", "node-package.mjs"]) {
    await copyFile(join(import.meta.dirname, "..", name), join(scripts, name));
  }
  await writeFile(join(folder, "package.json"), '{ "packageManager": "pnpm@11.2.3" }');
  await writeFile(join(folder, ".node-version"), "24\n");
  if (lockfile) await writeFile(join(folder, "pnpm-lock.yaml"), "");
  for (const [path, script] of [
    [join(bin, "pnpm"), pnpm],
    [join(bin, "npx"), npx],
    [join(cache, "pnpm"), fetched],
  ] as const) {
    if (script === undefined) continue;
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
  }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(scripts, "bootstrap.mjs"), ...args],
      { env: { PATH: bin, CACHE: cache, ...env }, timeout: 60_000, killSignal: "SIGKILL" },
      (_, stdout, stderr) => resolve({ code: child.exitCode!, stdout, stderr }),
    );
  });
}

// The programs are shell scripts.
describe.runIf(process.platform !== "win32")("bootstrap", () => {
  it("installs with the pnpm on PATH, and passes on the arguments and the exit code", async () => {
    const outcome = await bootstrap(
      { pnpm: up },
      "/bin/sh",
      "-c",
      'echo "$0, $1"; exit 3',
      "a b",
      "c",
    );
    expect(outcome).toEqual({
      code: 3,
      stdout: "a b, c\n",
      stderr: "› Installing the dependencies (up to a minute, the first time)\n",
    });
  });

  it("skips the checks when `pnpm run` has called it", async () => {
    const env = { npm_config_user_agent: "pnpm/11.9.9 npm/? node/v24.0.0 linux x64" };
    expect(await bootstrap({ env }, "/bin/sh", "-c", "echo here")).toEqual({
      code: 0,
      stdout: "here\n",
      stderr: "",
    });
  });

  it("turns off telemetry", async () => {
    expect(await bootstrap({ pnpm: up }, "/bin/sh", "-c", "echo $DO_NOT_TRACK")).toMatchObject({
      stdout: "1\n",
    });
  });

  it.each([
    ["missing", undefined],
    ["of another major", up.replace("11.2.3", "10.9.0")],
  ])("downloads pnpm with npx when it is %s", async (_, present) => {
    const npx = 'echo "v24.1.0$CACHE:/elsewhere"';
    const outcome = await bootstrap(
      { npx, fetched: up, ...(present && { pnpm: present }) },
      "/bin/sh",
      "-c",
      "echo here",
    );
    expect(outcome).toMatchObject({ code: 0, stdout: "here\n" });
    expect(outcome.stderr).toContain("› Downloading pnpm 11.2.3 with npx (kept in npm's cache; ");
  });

  it("retries with a longer timeout when the registry failed once", async () => {
    const install =
      'case "$*" in *retries=0*) echo "[ERR_PNPM_META_FETCH_FAIL] fetch failed"; exit 1 ;; esac';
    expect(
      await bootstrap({ pnpm: installing(install) }, "/bin/sh", "-c", "echo here"),
    ).toMatchObject({
      code: 0,
      stdout: "here\n",
    });
  });

  const offline =
    'case "$1" in install|view) echo "[ERR_PNPM_META_FETCH_FAIL] fetch failed"; exit 1 ;; *) echo 11.2.3 ;; esac';
  it.each<[string, Machine, string]>([
    ["neither pnpm nor npx", {}, "npx is missing. It comes with npm: install npm, or pnpm 11.2.3."],
    [
      "no network for npx",
      { npx: 'echo "npm error code ENOTFOUND" >&2; exit 1' },
      "The npm registry cannot be reached. It is needed once, to download pnpm 11.2.3.",
    ],
    [
      "a registry without the version",
      {
        npx: 'printf "npm error code ETARGET\\nnpm error notarget No matching version\\n" >&2; exit 1',
      },
      "npx could not get pnpm 11.2.3: notarget No matching version",
    ],
    [
      "an npx that returns another Node",
      { npx: "echo v20.0.0/bin" },
      "npx returned Node 20.0.0 instead of 24. Install Node 24 and start again.",
    ],
    [
      "no network for pnpm",
      { pnpm: offline },
      "The npm registry cannot be reached, and some dependencies are not installed yet.",
    ],
    [
      "an outdated lockfile",
      { pnpm: installing('echo "[ERR_PNPM_OUTDATED_LOCKFILE] Cannot install"; exit 1') },
      "pnpm-lock.yaml does not match the manifests. Run `pnpm install` and commit the lockfile.",
    ],
    [
      "another failure of pnpm",
      { pnpm: installing('echo "Scope: all"; echo "[ERR_PNPM_BAD] It broke."; exit 1') },
      "[ERR_PNPM_BAD] It broke.\n\npnpm could not install the dependencies (exit code 1). See the message above.",
    ],
    [
      "no lockfile",
      { lockfile: false },
      "pnpm-lock.yaml is missing. Restore it from version control.",
    ],
  ])("prints one sentence: %s", async (_, machine, sentence) => {
    const { code, stdout, stderr } = await bootstrap(machine, "true");
    expect(stderr.replace(/^(›.*\n)*\n/, "")).toBe(`${sentence}\n`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  it("prints its usage", async () => {
    expect(await bootstrap({})).toEqual({
      code: 1,
      stdout: "",
      stderr: "\nUsage: node scripts/bootstrap.mjs <command> [arguments]\n",
    });
  });
});
