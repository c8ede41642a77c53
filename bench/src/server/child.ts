import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";

const children = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of children) end(child);
});

/** A server in another process. `await using` stops it. */
export interface Child extends AsyncDisposable {
  readonly url: string;
  readonly apiKey: string;
  /** Sends a message and waits for the reply. */
  ask(word: string): Promise<Record<string, unknown>>;
}

/** Starts one of the servers of `serve.ts`. */
export async function startServe(...args: string[]): Promise<Child> {
  const script = new URL("serve.ts", import.meta.url);
  const child = fork(script, args, { execArgv: ["--expose-gc"] });
  const disposable = owned(child);
  const answer = async (): Promise<Record<string, unknown>> => {
    const over = new AbortController();
    try {
      const [message] = (await Promise.race([
        once(child, "message", over),
        once(child, "exit", over).then(() => [{ error: true }]),
      ])) as [Record<string, unknown>];
      if ("error" in message) throw new Error(`serve.ts ${args.join(" ")} exited.`);
      return message;
    } finally {
      over.abort();
    }
  };
  const { url, apiKey } = (await answer()) as { url: string; apiKey: string };
  const ask = async (word: string): Promise<Record<string, unknown>> => {
    const answered = answer();
    child.send(word);
    return await answered;
  };
  return { url, apiKey, ask, ...disposable };
}

/**
 * Starts a program that prints its URL.
 *
 * @returns the URL, once the program has printed it
 */
export async function startProgram(
  command: string,
  args: readonly string[],
): Promise<AsyncDisposable & { url: string }> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  const disposable = owned(child);
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${command} ${args.join(" ")}:\n${output}`)));
  });
  return { url, ...disposable };
}

function owned(child: ChildProcess): AsyncDisposable {
  children.add(child);
  const gone = once(child, "close");
  return {
    [Symbol.asyncDispose]: async () => {
      end(child);
      await gone;
      children.delete(child);
    },
  };
}

/** Stops a program and its child processes. It must lead a process group. */
function end(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
