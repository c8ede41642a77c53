import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
import { OutOfMemory, watchMemory } from "./memory-watch.ts";
import { raceAbort } from "../race-abort.ts";
import type { Output } from "../runtime.ts";
import type { FromWorker, RunMessage, ToWorker } from "./worker-messages.ts";

/** Options to run a script in a thread. */
export interface WorkerRun extends Omit<RunMessage, "port"> {
  /** Receives output. Resolves when the thread may send more. */
  add(output: Output): Promise<void>;
  /** Ends the script. */
  readonly end: AbortSignal;
}

/** The maximum length of an error message of a thread, in characters. */
const maxMessage = 300;

/** A script that runs in a thread. */
export interface RunningScript {
  /**
   * The exit code. It resolves when all output was passed to `add`, even if it was not read yet.
   *
   * @throws the reason of `end`; the error of `add`; {OutOfMemory}
   */
  readonly exitCode: Promise<number>;
  /** Whether the thread can run another script. Settles after `exitCode`, and never rejects. */
  readonly isReusable: Promise<boolean>;
}

/** How long an aborted script may take to stop before its thread is terminated, in milliseconds. */
const abortGraceMs = 100;

/** Runs a script in an idle thread. */
export function runInWorker(worker: Worker, run: WorkerRun): RunningScript {
  const { add, end, ...script } = run;
  const { port1: port, port2 } = new MessageChannel();
  const post = (message: ToWorker): void => {
    port.postMessage(message);
  };
  const unwritten = new AbortController();
  const onOutput = ({ stream, text }: Extract<FromWorker, { type: "output" }>): void => {
    const taken = (): void => post({ type: "taken", length: text.length });
    add({ [stream]: text }).then(taken, (reason: unknown) => unwritten.abort(reason));
  };
  const ended = whenEnded(worker, port, onOutput);
  worker.postMessage({ ...script, port: port2 } satisfies RunMessage, [port2, script.disk]);
  const exitCode = raceAbort(ended, AbortSignal.any([end, unwritten.signal]));
  const whenReusable = async (): Promise<boolean> => {
    try {
      await exitCode;
      return true;
    } catch {
      // A script that waits stops by itself. A script that computes cannot receive the message.
      post({ type: "abort" });
      return await stopsInTime(ended);
    } finally {
      port.close();
    }
  };
  return { exitCode, isReusable: whenReusable() };
}

/** @returns the exit code; rejects when the thread ends or fails */
async function whenEnded(
  worker: Worker,
  port: MessagePort,
  onOutput: (message: Extract<FromWorker, { type: "output" }>) => void,
): Promise<number> {
  const memory = watchMemory(worker);
  let stopListening = (): unknown => undefined;
  try {
    return await new Promise<number>((resolve, reject) => {
      const onError = ({ code, message }: NodeJS.ErrnoException): void => {
        const error = new Error(`The thread of a command failed: ${message.slice(0, maxMessage)}`);
        reject(
          code === "ERR_WORKER_OUT_OF_MEMORY"
            ? new OutOfMemory(message)
            : Object.assign(error, { code }),
        );
      };
      const onExit = (): void => {
        reject(new Error("The thread of a command ended by itself."));
      };
      worker.once("error", onError).once("exit", onExit);
      stopListening = () => worker.off("error", onError).off("exit", onExit);
      memory.exceeded.catch(reject);
      port.on("message", (message: FromWorker) => {
        if (message.type === "end") resolve(message.exit_code);
        else onOutput(message);
      });
    });
  } finally {
    memory.stop();
    stopListening();
  }
}

/** @returns whether an aborted script stops within `abortGraceMs` */
async function stopsInTime(ended: Promise<number>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), abortGraceMs);
  });
  const stopped = ended.then(
    () => true,
    () => false,
  );
  const isReusable = await Promise.race([stopped, late]);
  clearTimeout(timer);
  return isReusable;
}
