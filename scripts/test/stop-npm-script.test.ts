import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

// npm sends a signal only to its shell, and the shell ends without sending it to its child process.
it.skipIf(process.platform === "win32").each(["SIGTERM", "SIGKILL"] as const)(
  "a program that `npm run` has started ends when npm's shell gets %s",
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), "bootstrap-"));
    onTestFinished(async () => await rm(folder, { recursive: true }));
    await mkdir(join(folder, "scripts"));
    await mkdir(join(folder, "bin"));
    for (const name of ["bootstrap.mjs", "node-package.mjs"])
      await copyFile(join(import.meta.dirname, "..", name), join(folder, "scripts", name));
    await writeFile(join(folder, ".node-version"), "24\n");
    await writeFile(join(folder, "pnpm-lock.yaml"), "");
    const script = "node scripts/bootstrap.mjs node serve.mjs; echo over";
    const manifest = { packageManager: "pnpm@11.2.3", scripts: { serve: script } };
    await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
    const serve = `import { writeFileSync } from "node:fs";
      process.once("SIGTERM", () => { writeFileSync("stopped", ""); process.exit(); });
      setTimeout(() => process.exit(1), 20_000);
      console.log("ready", process.pid);`;
    await writeFile(join(folder, "serve.mjs"), serve);
    const pnpm = 'case "$1" in --version) echo 11.2.3 ;; exec) shift; exec "$@" ;; esac';
    await writeFile(join(folder, "bin", "pnpm"), `#!/bin/sh\n${pnpm}\n`);
    await chmod(join(folder, "bin", "pnpm"), 0o755);

    const npm = spawn("npm", ["run", "serve"], {
      cwd: folder,
      env: { ...process.env, PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"]}` },
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
    });
    onTestFinished(() => {
      try {
        process.kill(-npm.pid!, "SIGKILL");
      } catch {
        // All processes have ended.
      }
    });
    let output = "";
    while (!output.includes("ready")) {
      const [chunk] = (await once(npm.stdout, "data")) as [Buffer];
      output += chunk.toString();
    }
    const ended = once(npm, "exit");
    if (signal === "SIGTERM") npm.kill(signal);
    else process.kill(await shellOf(npm.pid!), signal);
    await ended;
    await expect.poll(() => existsSync(join(folder, "stopped")), { timeout: 10_000 }).toBe(true);
  },
);

/** Returns the process id of the shell that npm started. */
async function shellOf(npm: number): Promise<number> {
  const ps = spawn("ps", ["-o", "pid=,ppid=", "-A"], { stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  ps.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(ps, "close");
  const rows = text.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return rows.find(([, parent]) => parent === npm)?.[0] ?? 0;
}
