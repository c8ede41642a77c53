import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("serve.ts", import.meta.url));
const processes = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of processes) child.kill("SIGKILL");
});

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Of a new store only. */
  readonly firstKey?: string;
  /** Ends it at once and without warning; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a server over a database.
 *
 * @returns once it listens
 * @throws {Error} when it ends before that, with what it wrote
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
