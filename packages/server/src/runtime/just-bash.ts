import { type BashDisk, createBashDisk, home } from "./bash-disk.ts";
import { type DiskEntry, decodeDisk, encodeDisk } from "./disk-image.ts";
import { createHandOver } from "./hand-over.ts";
import { OutOfMemory, runInWorker } from "./run-in-worker.ts";
import type { Command, Ending, Machine, Output, Runtime } from "./runtime.ts";
import { type WorkerPool, createWorkerPool } from "./worker-pool.ts";

/** Limits of a runtime on just-bash. */
export interface BashRuntimeOptions {
  /**
   * How many commands run at once, in all sandboxes together. More wait for their turn, and the
   * time of their `timeout_s` runs meanwhile. Each takes a thread.
   *
   * @default 16
   */
  readonly maxCommands?: number;
  /**
   * How many bytes the files of a sandbox hold together.
   *
   * @default 67_108_864
   */
  readonly maxDiskBytes?: number;
}

/**
 * Runs commands in just-bash, a bash written in TypeScript: a shell with the usual text and file
 * commands, on a disk in memory. Nothing of the host is there: no files, programs or network.
 *
 * just-bash is an optional dependency and loaded at the first command. Where it is not installed,
 * each command ends with the code `service_unavailable`.
 *
 * A command runs in a thread of its own (Node, `node:worker_threads`) that is ended when its time is
 * up, so that an endless loop stops nobody else. Output comes whenever a statement of the script
 * ends, inside of loops and conditions too. What a function, a pipeline or a nested shell writes
 * comes when it has ended.
 *
 * @example
 * const machine = await createBashRuntime().start({ id, env_vars: {} });
 * await machine.run({ command: "echo hi", timeout_s: 30 }, { write: console.log });
 */
export function createBashRuntime({
  maxCommands = 16,
  maxDiskBytes = 67_108_864,
}: BashRuntimeOptions = {}): Runtime {
  // The worker stands beside this file, as it is and as it is built.
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  const pool = createWorkerPool(
    new URL(`./just-bash-worker${extension}`, import.meta.url),
    maxCommands,
  );
  return {
    start: async ({ env_vars }, disk) => {
      const contents = disk ? decodeDisk(disk, maxDiskBytes) : [];
      const image = disk ?? encodeDisk(contents, maxDiskBytes);
      return createMachine({ pool, maxDiskBytes, env_vars, contents, image });
    },
  };
}

interface MachineParts {
  readonly pool: WorkerPool;
  readonly maxDiskBytes: number;
  readonly env_vars: Readonly<Record<string, string>>;
  readonly contents: readonly DiskEntry[];
  /** The contents, as they were saved. */
  readonly image: Uint8Array;
}

/** Why a command was ended from outside, as it is told to whoever ran it. */
class Stopped extends Error {
  readonly ending: Ending;
  constructor(code: string, error: string) {
    super(error);
    this.ending = { error, code };
  }
}

function createMachine({ pool, maxDiskBytes, env_vars, contents, image }: MachineParts): Machine {
  let disk: Promise<BashDisk> | undefined;
  let changes = 0;
  let saved = { changes, image };
  const running = new Map<Promise<Ending>, AbortController>();
  let stopped = false;
  const gone = new Stopped("gone", "The sandbox was stopped.");

  const layOut = async (): Promise<BashDisk> => {
    disk ??= createBashDisk(contents, maxDiskBytes);
    try {
      return await disk;
    } catch (error) {
      // The next command may find what this one missed.
      disk = undefined;
      throw error;
    }
  };

  /** @returns when the thread is free again, whether anybody has taken the output or not */
  const runInThread = async (
    command: Command,
    add: (output: Output) => Promise<void>,
    end: AbortSignal,
  ): Promise<number> => {
    const { files } = await layOut();
    const worker = await pool.take(end);
    let state: "idle" | "ended" = "ended";
    try {
      const exitCode = await runInWorker(worker, {
        files,
        onChange: () => (changes += 1),
        add,
        end,
        script: scriptOf(command),
        env: Object.entries({ HOME: home, ...env_vars, ...command.env }),
        working_dir: files.resolvePath(home, command.working_dir ?? home),
      });
      state = "idle";
      return exitCode;
    } finally {
      pool.give(worker, state);
    }
  };

  const execute = async (
    command: Command,
    write: (output: Output) => void | Promise<void>,
    timeout: AbortSignal,
    kill: AbortSignal,
  ): Promise<Ending> => {
    const output = createHandOver(write, { timeout, kill });
    const end = AbortSignal.any([timeout, kill]);
    let ending: Ending;
    try {
      ending = { exit_code: await runInThread(command, output.add, end) };
    } catch (error) {
      if (error instanceof OutOfMemory) {
        const notice = { stderr: "Killed: the command needed too much memory.\n" };
        // `over` tells of it when it fails.
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
      const timeout = startTimeout(command.timeout_s);
      const run = execute(command, write, timeout.signal, kill.signal);
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
    save: async () => {
      const until = changes;
      if (until !== saved.changes) {
        const entries = await (await layOut()).entries();
        saved = { changes: until, image: encodeDisk(entries, maxDiskBytes) };
      }
      return saved.image;
    },
    stop: async () => {
      stopped = true;
      const runs = [...running];
      for (const [, kill] of runs) kill.abort(gone);
      await Promise.allSettled(runs.map(([run]) => run));
    },
  };
}

const notInstalled: Ending = {
  code: "service_unavailable",
  error:
    "Commands run on the package just-bash, which is not installed where the server is. Install it: npm install just-bash",
};

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "ERR_MODULE_NOT_FOUND" &&
    error.message.includes("'just-bash'")
  );
}

// The longest that a timer of Node can wait: 24.8 days.
const longestTimer = 2_147_483_647;

function startTimeout(seconds: number): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const timer = setTimeout(
    () => {
      const unit = seconds === 1 ? "second" : "seconds";
      controller.abort(
        new Stopped("timeout", `The command was ended: it took longer than ${seconds} ${unit}.`),
      );
    },
    Math.min(seconds * 1000, longestTimer),
  );
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer);
    },
  };
}

/** Arguments are quoted, so that the shell reads nothing into them. */
function scriptOf({ command, args }: Command): string {
  return args ? [command, ...args].map(quoteWord).join(" ") : command;
}

function quoteWord(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
