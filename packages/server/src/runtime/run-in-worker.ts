import { MessageChannel, type Worker } from "node:worker_threads";
import type { InMemoryFs } from "just-bash";
import type { Output } from "./runtime.ts";
import type { DiskMethod, FromWorker, RunMessage, ToWorker } from "./worker-messages.ts";

// A type cannot be looked up while the program runs, and the worker decides what is called.
const methods: ReadonlySet<string> = new Set<DiskMethod>([
  "appendFile",
  "chmod",
  "cp",
  "exists",
  "link",
  "lstat",
  "mkdir",
  "mv",
  "readFile",
  "readFileBuffer",
  "readdir",
  "readdirWithFileTypes",
  "readlink",
  "realpath",
  "rm",
  "stat",
  "symlink",
  "utimes",
  "writeFile",
]);

/** How a script is run in a thread. */
export interface WorkerRun extends Omit<RunMessage, "port"> {
  readonly files: InMemoryFs;
  write(output: Output): void | Promise<void>;
  /** Ends the script. What it has written by then is passed on. */
  readonly timeout: AbortSignal;
  /** Ends the script, and all that has to do with it. */
  readonly kill: AbortSignal;
}

/** The thread needed more memory than it may have, and was ended. */
export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory";
}

/**
 * Runs a script in an idle thread, which is idle again afterwards. When this throws, it was ended.
 *
 * @returns the exit code, when all output is written
 * @throws the reason of `timeout` or `kill`; what `write` throws; {OutOfMemory}
 */
export async function runInWorker(worker: Worker, run: WorkerRun): Promise<number> {
  const { files, write, timeout, kill, ...script } = run;
  const { port1: port, port2 } = new MessageChannel();
  const post = (message: ToWorker): void => {
    port.postMessage(message);
  };
  const late = whenAborted(timeout);
  const killed = whenAborted(kill);
  let written = Promise.resolve();
  let onError: ((error: NodeJS.ErrnoException) => void) | undefined;
  let onExit: (() => void) | undefined;

  const ended = new Promise<number>((resolve, reject) => {
    onError = (error) => {
      const { code, message } = error;
      reject(code === "ERR_WORKER_OUT_OF_MEMORY" ? new OutOfMemory(message) : error);
    };
    onExit = () => {
      reject(new Error("The thread of a command ended by itself."));
    };
    worker.once("error", onError).once("exit", onExit);
    port.on("message", (message: FromWorker) => {
      if (message.type === "end") resolve(message.exit_code);
      else if (message.type === "call") void answer(files, message).then(post);
      else {
        const { stream, text } = message;
        written = written.then(async () => {
          if (kill.aborted) return;
          await write({ [stream]: text });
          post({ type: "taken", length: text.length });
        });
        written.catch(reject);
      }
    });
  });
  worker.postMessage({ ...script, port: port2 } satisfies RunMessage, [port2]);

  try {
    return await Promise.race([ended, late, killed]);
  } catch (error) {
    void worker.terminate();
    throw error;
  } finally {
    if (onError) worker.off("error", onError);
    if (onExit) worker.off("exit", onExit);
    await Promise.race([written, killed]).finally(() => {
      port.close();
    });
  }
}

/** @returns what is never fulfilled, and rejects with the signal's reason */
function whenAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  // Nobody may be waiting for it any more.
  aborted.catch(() => undefined);
  return aborted;
}

async function answer(
  files: InMemoryFs,
  { id, method, parameters }: Extract<FromWorker, { type: "call" }>,
): Promise<ToWorker> {
  try {
    if (!methods.has(method)) throw new Error(`A disk has no ${method}.`);
    const call = files[method] as (...all: readonly unknown[]) => Promise<unknown>;
    return { type: "result", id, value: await call.apply(files, parameters as unknown[]) };
  } catch (error) {
    return { type: "fault", id, message: explain(error) };
  }
}

/** Programs print this. The disk's own words for a full one speak of a library. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith("ENOSPC") ? "ENOSPC: no space left on device" : message;
}
