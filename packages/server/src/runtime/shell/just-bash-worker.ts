import { type MessagePort, parentPort } from "node:worker_threads";
import type { IFileSystem } from "just-bash";
import { decodeAnsiQuotes } from "./byte-escapes.ts";
import { decodeReads } from "./decode-reads.ts";
import { executionLimits } from "./execution-limits.ts";
import { encodeLosslessly, keepInvalidBytes } from "./lossless-text.ts";
import { connectCalls } from "../threads/port-calls.ts";
import { createRemoteDisk } from "./remote-disk.ts";
import { createShell } from "./shell.ts";
import { silenceThread } from "../threads/silence-thread.ts";
import { redirectsItself, streamStatements } from "./stream-statements.ts";
import type { FromWorker, RunMessage, ToWorker } from "../threads/worker-messages.ts";

// A thread that runs commands, one after the other. It can be terminated at any time, because the disk is in
// another thread. `just-bash.ts` starts it.

silenceThread();
// WebAssembly memory does not count as memory of the thread, so WebAssembly is removed.
Reflect.deleteProperty(globalThis, "WebAssembly");
keepInvalidBytes();

// The maximum number of characters in transit before the command must wait, and in one message.
const maxUntaken = 65_536;
const maxPiece = 16_384;

parentPort?.on("message", (run: RunMessage) => {
  void runScript(run);
});
const { parse } = await import("just-bash");
// The pool waits for this message, so that loading the shell does not count as time of the command.
parentPort?.postMessage("ready", []);

async function runScript({ port, disk: diskPort, ...run }: RunMessage): Promise<void> {
  const calls = connectCalls(diskPort);
  const abort = new AbortController();
  const output = connectOutput(port, () => {
    // Background work of the script cannot change the disk after this.
    calls.close();
    abort.abort();
  });
  const end = async (stderr: string, exit_code: number): Promise<void> => {
    calls.close();
    if (!abort.signal.aborted) await output.write("stderr", encodeLosslessly(stderr));
    await output.finish(exit_code, abort.signal.aborted);
  };
  try {
    const fs = createRemoteDisk({ call: calls.call, output: output.write });
    const problem = await directoryProblem(fs, run.working_dir);
    if (problem) return await end(`sh: cd: ${run.working_dir}: ${problem}\n`, 1);
    const env = Object.fromEntries(run.env);
    const bash = await createShell({ fs, cwd: run.working_dir, env, executionLimits });
    if (!redirectsItself(run.script)) bash.registerTransformPlugin(streamStatements);
    bash.registerTransformPlugin(decodeReads(parse));
    const { signal } = abort;
    const result = await bash.exec(decodeAnsiQuotes(run.script), { rawScript: true, signal });
    if (!signal.aborted) await output.write("stdout", encodeLosslessly(result.stdout));
    await end(result.stderr, result.exitCode);
  } catch (error) {
    await end(`sh: ${error instanceof Error ? error.message : String(error)}\n`, 1);
  }
}

async function directoryProblem(disk: IFileSystem, path: string): Promise<string | undefined> {
  if (!(await disk.exists(path))) return "No such file or directory";
  return (await disk.stat(path)).isDirectory ? undefined : "Not a directory";
}

/** Sends the output of a command to the thread of the server. */
interface Output {
  /** Resolves when there is room for more. */
  write(stream: "stdout" | "stderr", bytes: Uint8Array): Promise<void>;
  finish(exit_code: number, isAborted: boolean): Promise<void>;
}

function connectOutput(port: MessagePort, onAbort: () => void): Output {
  const post = (message: FromWorker): void => {
    port.postMessage(message);
  };
  let untaken = 0;
  const waiting: (() => void)[] = [];
  port.on("message", (message: ToWorker) => {
    if (message.type === "abort") onAbort();
    // The output of an aborted command is not read.
    untaken = message.type === "abort" ? -Infinity : untaken - message.length;
    for (const goOn of waiting.splice(0)) goOn();
  });
  // A piece of bytes can end within a character.
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const send = async (stream: "stdout" | "stderr", text: string): Promise<void> => {
    if (text === "") return;
    while (untaken >= maxUntaken) await new Promise<void>((resolve) => waiting.push(resolve));
    if (untaken === -Infinity) return;
    untaken += text.length;
    post({ type: "output", stream, text });
  };
  return {
    write: async (stream, bytes) => {
      // The rest waits without a copy, because a copy that is not read costs memory.
      for (let start = 0; start < bytes.length; start += maxPiece) {
        const piece = bytes.subarray(start, start + maxPiece);
        await send(stream, decoders[stream].decode(piece, { stream: true }));
      }
    },
    finish: async (exit_code, isAborted) => {
      if (!isAborted) {
        await send("stdout", decoders.stdout.decode());
        await send("stderr", decoders.stderr.decode());
      }
      post({ type: "end", exit_code });
      port.close();
    },
  };
}
