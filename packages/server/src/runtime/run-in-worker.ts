import { MessageChannel, type Worker } from "node:worker_threads";
import type { InMemoryFs } from "just-bash";
import type { Output } from "./runtime.ts";
import type { DiskMethod, FromWorker, RunMessage, ToWorker } from "./worker-messages.ts";

// A type cannot be looked up while the program runs, and the worker decides what is called.
const methods: Readonly<Record<DiskMethod, "reads" | "changes">> = {
  appendFile: "changes",
  chmod: "changes",
  cp: "changes",
  exists: "reads",
  link: "changes",
  lstat: "reads",
  mkdir: "changes",
  mv: "changes",
  readFile: "reads",
  readFileBuffer: "reads",
  readdir: "reads",
  readdirWithFileTypes: "reads",
  readlink: "reads",
  realpath: "reads",
  rm: "changes",
  stat: "reads",
  symlink: "changes",
  utimes: "changes",
  writeFile: "changes",
};

/** How a script is run in a thread. */
export interface WorkerRun extends Omit<RunMessage, "port"> {
  readonly files: InMemoryFs;
  /** Hears that the script may have changed the files. */
  onChange(): void;
  /** Takes output; resolves when it was taken, which makes room for more. */
  add(output: Output): Promise<void>;
  /** Ends the script. */
  readonly end: AbortSignal;
}

/** The thread needed more memory than it may have, and was ended. */
export class OutOfMemory extends Error {
  override readonly name = "OutOfMemory";
}

/**
 * Runs a script in an idle thread, which is idle again afterwards. When this throws, it was ended.
 *
 * @returns the exit code, when all output was given to `add`; it may not be taken yet
 * @throws the reason of `end`; what `add` throws; {OutOfMemory}
 */
export async function runInWorker(worker: Worker, run: WorkerRun): Promise<number> {
  const { files, onChange, add, end, ...script } = run;
  const { port1: port, port2 } = new MessageChannel();
  const post = (message: ToWorker): void => {
    port.postMessage(message);
  };
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
      else if (message.type === "call") void answer(files, message, onChange).then(post);
      else {
        const { stream, text } = message;
        const taken = (): void => post({ type: "taken", length: text.length });
        add({ [stream]: text }).then(taken, reject);
      }
    });
  });
  worker.postMessage({ ...script, port: port2 } satisfies RunMessage, [port2]);

  try {
    return await Promise.race([ended, whenAborted(end)]);
  } catch (error) {
    void worker.terminate();
    throw error;
  } finally {
    if (onError) worker.off("error", onError);
    if (onExit) worker.off("exit", onExit);
    port.close();
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
  onChange: () => void,
): Promise<ToWorker> {
  try {
    if (!Object.hasOwn(methods, method)) throw new Error(`A disk has no ${method}.`);
    const call = files[method] as (...all: readonly unknown[]) => Promise<unknown>;
    return { type: "result", id, value: await call.apply(files, parameters as unknown[]) };
  } catch (error) {
    return { type: "fault", id, message: explain(error) };
  } finally {
    if (methods[method] === "changes") onChange();
  }
}

/** Programs print this. The disk's own words for a full one speak of a library. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith("ENOSPC") ? "ENOSPC: no space left on device" : message;
}
