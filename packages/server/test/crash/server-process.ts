import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("serve.ts", import.meta.url));
const processes = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of processes) child.kill("SIGKILL");
});

/** A server in a separate process. */
export interface ServerProcess {
  readonly url: string;
  /** The first key. Only for a new store. */
  readonly firstKey?: string;
  /** Kills the process immediately. Resolves when it has exited. */
  kill(): Promise<void>;
}

/**
 * Starts a server over a database.
 *
 * @returns the process, once it listens
 * @throws {Error} if the process exits before it listens; the message includes its output
 */
export async function startProcess(database: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, ["--conditions=@sandboxes/source", script, database], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  processes.add(child);
  const gone = once(child, "close").then(() => void processes.delete(child));
  let [told, errors] = ["", ""];
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes("\n")) resolve();
    });
    void gone.then(() => reject(new Error(`The server has not started:\n${errors}`)));
  });
  return {
    ...(JSON.parse(told) as { url: string; firstKey?: string }),
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
