import { type MessagePort, parentPort } from "node:worker_threads";
import { Bash, type IFileSystem } from "just-bash";
import { type DiskCalls, createRemoteDisk } from "./remote-disk.ts";
import { redirectsItself, streamStatements } from "./stream-statements.ts";
import { uname } from "./uname.ts";
import type { FromWorker, RunMessage, ToWorker } from "./worker-messages.ts";

// A thread that runs commands, one after the other, and can be ended at any time: the disk is
// outside. `just-bash.ts` starts it.

// A command may take as long as it is given time for. Memory stays bounded.
const executionLimits = {
  maxCommandCount: Infinity,
  maxLoopIterations: Infinity,
  maxAwkIterations: Infinity,
  maxSedIterations: Infinity,
  maxJqIterations: Infinity,
  maxWorkUnits: Infinity,
  maxExecutionTimeMs: Infinity,
};

// Characters that may be on their way before the command has to wait, and in one piece.
const maxUntaken = 65_536;
const maxPiece = 16_384;

parentPort?.on("message", ({ port, ...run }: RunMessage) => {
  void runScript(port, run);
});

async function runScript(port: MessagePort, run: Omit<RunMessage, "port">): Promise<void> {
  const connection = connect(port);
  const end = async (stderr: string, exit_code: number): Promise<void> => {
    await connection.output("stderr", stderr, "text");
    await connection.finish(exit_code);
  };
  try {
    const disk = createRemoteDisk(connection);
    const problem = await directoryProblem(disk, run.working_dir);
    if (problem) return await end(`sh: cd: ${run.working_dir}: ${problem}\n`, 1);
    const env = Object.fromEntries(run.env);
    const customCommands = [uname];
    const bash = new Bash({ fs: disk, cwd: run.working_dir, env, executionLimits, customCommands });
    if (!redirectsItself(run.script)) bash.registerTransformPlugin(streamStatements);
    const { stdout, stderr, exitCode } = await bash.exec(run.script, { rawScript: true });
    await connection.output("stdout", stdout, "text");
    await end(stderr, exitCode);
  } catch (error) {
    await end(`sh: ${error instanceof Error ? error.message : String(error)}\n`, 1);
  }
}

async function directoryProblem(disk: IFileSystem, path: string): Promise<string | undefined> {
  if (!(await disk.exists(path))) return "No such file or directory";
  return (await disk.stat(path)).isDirectory ? undefined : "Not a directory";
}

interface Connection extends DiskCalls {
  finish(exit_code: number): Promise<void>;
}

function connect(port: MessagePort): Connection {
  const post = (message: FromWorker): void => {
    port.postMessage(message);
  };
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let untaken = 0;
  const waiting: (() => void)[] = [];
  port.on("message", (message: ToWorker) => {
    if (message.type === "taken") {
      untaken -= message.length;
      for (const goOn of waiting.splice(0)) goOn();
      return;
    }
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.type === "result") call?.resolve(message.value);
    else call?.reject(new Error(message.message));
  });

  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const send = async (stream: "stdout" | "stderr", text: string): Promise<void> => {
    for (let start = 0; start < text.length;) {
      while (untaken >= maxUntaken) await new Promise<void>((resolve) => waiting.push(resolve));
      const piece = pieceAt(text, start);
      untaken += piece.length;
      post({ type: "output", stream, text: piece });
      start += piece.length;
    }
  };
  return {
    call: async (method, parameters) => {
      const id = (lastId += 1);
      const result = new Promise((resolve, reject) => calls.set(id, { resolve, reject }));
      post({ type: "call", id, method, parameters });
      return await result;
    },
    output: async (stream, content, encoding) => {
      // The rest stays as it is until there is room for it: a copy of what nobody takes costs memory.
      for (let start = 0; start < content.length;) {
        const piece =
          typeof content === "string"
            ? pieceAt(content, start)
            : content.subarray(start, start + maxPiece);
        // A character may be cut in two where bytes come in pieces.
        const bytes =
          typeof piece === "string"
            ? Buffer.from(piece, encoding === "bytes" ? "latin1" : "utf8")
            : piece;
        await send(stream, decoders[stream].decode(bytes, { stream: true }));
        start += piece.length;
      }
    },
    finish: async (exit_code) => {
      await send("stdout", decoders.stdout.decode());
      await send("stderr", decoders.stderr.decode());
      post({ type: "end", exit_code });
      port.close();
    },
  };
}

/** @returns what of a text goes in one piece; a surrogate pair stays together */
function pieceAt(text: string, start: number): string {
  const stop = start + maxPiece;
  return text.slice(start, /[\uD800-\uDBFF]/.test(text.charAt(stop - 1)) ? stop - 1 : stop);
}
