import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The output of a process, and its exit code. */
export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** The compiler of the workspace, not the one that codegen itself is built on. */
const compiler: string = fileURLToPath(
  new URL("../../../../node_modules/typescript/bin/tsc", import.meta.url),
);
const codegen: string = fileURLToPath(new URL("../../bin/sandboxes-codegen.js", import.meta.url));

/** Runs codegen in a folder, in a process of its own. */
export async function runCodegen(cwd: string, ...args: string[]): Promise<Run> {
  return await run(cwd, "--conditions=@sandboxes/source", codegen, ...args);
}

/**
 * Runs the compiler on a project.
 *
 * @param tsc path of another compiler
 */
export async function runCompiler(project: string, tsc: string = compiler): Promise<Run> {
  return await run(project, tsc, "-p", project, "--pretty", "false");
}

async function run(cwd: string, ...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, args, { cwd, timeout: 300_000, killSignal: "SIGKILL" });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  return { code, ...said };
}
