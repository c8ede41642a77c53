import { availableParallelism } from "node:os";
import { posix } from "node:path";
import { Stopped, type Timeout, createTimeout, notStarted, timedOut } from "./command-timeout.ts";
import { createHandOver } from "./hand-over.ts";
import { type MachineDisk, createMachineDisk, createMemoryPieces } from "./disk/machine-disk.ts";
import { OutOfMemory } from "./threads/memory-watch.ts";
import { createDiskThread } from "./disk/open-disk.ts";
import { raceAbort } from "./race-abort.ts";
import { runInWorker } from "./threads/run-in-worker.ts";
import type { Command, Ending, Machine, MachineOwner, Output, Runtime } from "./runtime.ts";
import { type ShellThread, startShellThread } from "./threads/shell-thread.ts";
import { type WorkerPool, createWorkerPool } from "./threads/worker-pool.ts";

/** The default directory of a command, and its `HOME`. */
const home = "/home/user";

/** Limits of a runtime on just-bash. */
export interface BashRuntimeOptions {
  /**
   * The maximum number of commands that run at once in all sandboxes. A team gets at most as many as remain
   * free for others. Further commands wait. Each running command takes a thread.
   *
   * @default 16
   */
  readonly maxCommands?: number;
  /**
   * The maximum size of all files of a sandbox, in bytes.
   *
   * @default 67_108_864
   */
  readonly maxDiskBytes?: number;
  /**
   * The maximum number of files, folders and links of a sandbox.
   *
   * @default 20_000
   */
  readonly maxDiskEntries?: number;
}

/**
 * Runs commands in just-bash, a bash written in TypeScript: a shell with the usual text and file
 * commands, on a virtual disk. Commands cannot use files, programs or the network of the host.
 *
 * just-bash is an optional dependency, and is loaded at the first command. If it is not installed, each command
 * ends with the code `service_unavailable`.
 *
 * Each command runs in its own thread (`node:worker_threads`). The thread is terminated at the timeout, or if it
 * needs more than 256 MiB for values or 160 MiB for buffers. In the second case the exit code is 137. The disks
 * are in one more thread, so a command never blocks the thread of the server.
 *
 * As on Linux, a name has at most 255 bytes and a path fewer than 4,096. Folders are at most 256 deep.
 *
 * Output is streamed when a statement of the script ends, also inside loops and conditions. A function, a
 * pipeline and a nested shell count as one statement.
 *
 * @example
 * const machine = await createBashRuntime().start({ id, env_vars: {} });
 * await machine.run({ command: "echo hi", timeout_s: 30 }, { write: console.log });
 */
export function createBashRuntime({
  maxCommands = 16,
  maxDiskBytes = 67_108_864,
  maxDiskEntries = 20_000,
}: BashRuntimeOptions = {}): Runtime {
  // The build keeps the folders of the threads, but it bundles the other files into this one.
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  const shellUrl = new URL(`./shell/just-bash-worker${extension}`, import.meta.url);
  const diskUrl = new URL(`./disk/disk-thread${extension}`, import.meta.url);
  const pool = createWorkerPool({
    startThread: () => startShellThread(shellUrl),
    maxCommands,
    // The other cores are for commands and for the server.
    maxLoads: Math.max(Math.floor(availableParallelism() / 2), 1),
  });
  const openDisk = createDiskThread(diskUrl, {
    maxBytes: maxDiskBytes,
    maxEntries: maxDiskEntries,
  });
  return {
    start: async (owner, image, pieces = createMemoryPieces()) => {
      const disk = createMachineDisk(openDisk, pieces, image);
      // An unreadable disk must fail the start, and not the first command.
      if (image && image.length > 0) await disk.opened();
      return createMachine({ pool, owner, disk });
    },
  };
}

interface MachineParts {
  readonly pool: WorkerPool<ShellThread>;
  readonly owner: MachineOwner;
  readonly disk: MachineDisk;
}

function createMachine({ pool, owner, disk }: MachineParts): Machine {
  const running = new Map<Promise<Ending>, AbortController>();
  let stopped = false;
  const gone = new Stopped("gone", "The sandbox was stopped.");

  /** Resolves when the command has ended, even if its output was not read. */
  const runInThread = async (
    command: Command,
    add: (output: Output) => Promise<void>,
    timeout: Timeout,
    kill: AbortSignal,
  ): Promise<number> => {
    const opening = disk.opened();
    opening.catch(() => undefined);
    const wait = createTimeout(command.timeout_s, notStarted);
    wait.start();
    const slot = await pool.take(owner.team ?? "", wait.signal, kill).finally(() => wait.clear());
    // A thread that ran no script can be used again.
    let isReusable = Promise.resolve(true);
    try {
      await raceAbort(opening, kill);
      timeout.start();
      const end = AbortSignal.any([timeout.signal, kill]);
      const port = await raceAbort(disk.connect(), end);
      const script = runInWorker(slot.thread.worker, {
        disk: port,
        add,
        end,
        script: scriptOf(command),
        env: Object.entries({ HOME: home, ...owner.env_vars, ...command.env }),
        working_dir: posix.resolve(home, command.working_dir ?? home),
      });
      ({ isReusable } = script);
      return await script.exitCode;
    } finally {
      slot.release(isReusable);
    }
  };

  const execute = async (
    command: Command,
    write: (output: Output) => void | Promise<void>,
    timeout: Timeout,
    kill: AbortSignal,
  ): Promise<Ending> => {
    const output = createHandOver(write, { timeout: timeout.signal, kill });
    let ending: Ending;
    try {
      ending = { exit_code: await runInThread(command, output.add, timeout, kill) };
    } catch (error) {
      if (error instanceof OutOfMemory) {
        const notice = { stderr: "Killed: the command needed too much memory.\n" };
        // `over` reports the error.
        output.add(notice).catch(() => {});
        ending = { exit_code: 137 };
      } else if (error instanceof Stopped) ending = error.ending;
      else if (isMissing(error)) ending = notInstalled;
      else throw error;
    }
    await output.over();
    return ending;
  };

  return {
    run: async (command, { signal, write }) => {
      signal?.throwIfAborted();
      if (stopped) return gone.ending;
      const kill = new AbortController();
      const onAbort = (): void => {
        kill.abort(signal?.reason);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      const timeout = createTimeout(command.timeout_s, timedOut);
      const run = execute(command, write, timeout, kill.signal);
      running.set(run, kill);
      try {
        return await run;
      } catch (error) {
        if (error instanceof Stopped) return error.ending;
        throw error;
      } finally {
        running.delete(run);
        timeout.clear();
        signal?.removeEventListener("abort", onAbort);
      }
    },
    save: disk.save,
    stop: async () => {
      stopped = true;
      const runs = [...running];
      for (const [, kill] of runs) kill.abort(gone);
      await Promise.allSettled(runs.map(([run]) => run));
    },
    close: disk.close,
  };
}

const notInstalled: Ending = {
  code: "service_unavailable",
  error:
    "Commands run on the package just-bash, which is not installed. Install it next to the server: npm install just-bash",
};

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "ERR_MODULE_NOT_FOUND" &&
    error.message.includes("'just-bash'")
  );
}

/** Creates the script of a command. Arguments are quoted, so that the shell does not interpret them. */
function scriptOf({ command, args = [] }: Command): string {
  return args.length === 0 ? command : [command, ...args].map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
