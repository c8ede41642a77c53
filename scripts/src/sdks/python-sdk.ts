import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { repository } from "../repository.ts";
import { runCommand } from "../run-command.ts";
import type { CaseResult, Target } from "./sdk-case.ts";

/** The version of the Python SDK on PyPI. */
export const pythonSdk = "0.11.4";

/**
 * Finds a Python on PATH or among the versions of pyenv.
 *
 * @param version such as `3.9`
 * @returns the program, or undefined when this machine has none
 */
export async function findPython(version: string): Promise<string | undefined> {
  const name = `python${version}`;
  const versions = join(process.env["PYENV_ROOT"] ?? join(homedir(), ".pyenv"), "versions");
  const installed = await readdir(versions).catch(() => []);
  const candidates = [
    name,
    ...installed
      .filter((folder) => folder.startsWith(`${version}.`))
      .map((folder) => join(versions, folder, "bin", name)),
  ];
  for (const program of candidates) {
    const { code, output } = await runCommand(program, ["--version"], { limit: 20 });
    if (code === 0 && output.startsWith(`Python ${version}.`)) return program;
  }
  return undefined;
}

/**
 * Installs the Python SDK in a virtual environment, which is kept for the next run.
 *
 * @returns the path of its `python`
 * @throws Error with the output of pip when it cannot be installed
 */
async function installSdk(program: string, version: string): Promise<string> {
  const name = `superserve-${pythonSdk}-python${version}`;
  const folder = join(repository, "node_modules/.cache/tools", name);
  const python = join(folder, "bin/python");
  const mark = join(folder, "installed");
  if (existsSync(mark)) return python;
  await mkdir(folder, { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  for (const [command, ...args] of [
    [program, "-m", "venv", "--clear", folder],
    [python, ...pip, `superserve==${pythonSdk}`],
  ] as [string, ...string[]][]) {
    const { code, output } = await runCommand(command, args, { limit: 300 });
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${output}`);
  }
  await writeFile(mark, "");
  return python;
}

/**
 * Calls every operation of the Python SDK.
 *
 * @param program a Python, as `findPython` returns it
 * @returns one result per operation
 * @throws Error when the SDK cannot be installed, or its program ends early
 */
export async function runPythonCases(
  program: string,
  version: string,
  target: Target,
): Promise<CaseResult[]> {
  const python = await installSdk(program, version);
  const { code, stdout, output } = await runCommand(
    python,
    [join(import.meta.dirname, "python-cases.py")],
    { env: { ...process.env, BASE_URL: target.baseUrl, API_KEY: target.apiKey }, limit: 120 },
  );
  if (code !== 0) throw new Error(`The cases ended with exit code ${code}:\n${output}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as CaseResult);
}
