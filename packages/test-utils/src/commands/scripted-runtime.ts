import type { Ending, Machine, Output, Runtime } from "@sandboxes/server";
import { type Clock, parseDuration } from "@sandboxes/test-double";
import type { CommandResult } from "./command-answer.ts";
import { type CommandAnswers, lineOf } from "./command-answers.ts";

/** Options for `createScriptedRuntime`. */
export interface ScriptedRuntimeOptions {
  readonly answers: CommandAnswers;
  readonly clock: Clock;
  /** Runs the commands that have no answer. Without it, they end with the code `service_unavailable`. */
  readonly shell: Runtime | undefined;
}

/** The disk of a sandbox that never ran a command in a shell. */
const noDisk = new Uint8Array();

const stopped: Ending = { code: "gone", error: "The sandbox was stopped." };

/** Creates a runtime whose commands do what a test says. */
export function createScriptedRuntime(options: ScriptedRuntimeOptions): Runtime {
  const { answers, clock, shell } = options;
  return {
    start: async (owner, disk, pieces) => {
      const machine = await shell?.start(owner, disk, pieces);
      const stop = new AbortController();
      const run: Machine["run"] = async (command, { signal, write }) => {
        signal?.throwIfAborted();
        if (stop.signal.aborted) return stopped;
        const result = await answers.take({ ...command, sandbox_id: owner.id });
        if (result)
          return await play(result, {
            clock,
            timeoutSeconds: command.timeout_s,
            signal,
            stop: stop.signal,
            write,
          });
        if (machine) return await machine.run(command, { ...(signal && { signal }), write });
        return { code: "service_unavailable", error: explain(lineOf(command)) };
      };
      return {
        run,
        save: async () => (machine ? await machine.save() : (disk ?? noDisk)),
        stop: async () => {
          stop.abort();
          await machine?.stop();
        },
        close: () => machine?.close?.(),
      };
    },
  };
}

function explain(line: string): string {
  return `The test has no answer to the command ${JSON.stringify(line)}. Add one with api.onExec(${JSON.stringify(line)}, { stdout: "…" }), or run commands in a shell with createTestApi({ shell: true }).`;
}

interface Play {
  readonly clock: Clock;
  readonly timeoutSeconds: number;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal | undefined;
  /** Aborted when the machine stops. */
  readonly stop: AbortSignal;
  write(output: Output): void | Promise<void>;
}

/** Writes the output of a result at its times, until the command ends, times out or is stopped. */
async function play(result: CommandResult, options: Play): Promise<Ending> {
  const { clock, timeoutSeconds, signal, stop, write } = options;
  let left = timeoutSeconds * 1000;
  const { stdout, stderr, after, output = [], exitCode = 0 } = result;
  for (const piece of [...output, { stdout, stderr, after }]) {
    const delay = parseDuration(piece.after ?? 0);
    const isLate = delay > left;
    if (delay > 0) await wait(clock, Math.min(delay, left), [signal, stop]);
    signal?.throwIfAborted();
    if (stop.aborted) return stopped;
    if (isLate) return timedOut(timeoutSeconds);
    left -= delay;
    if (piece.stdout) await write({ stdout: piece.stdout });
    if (piece.stderr) await write({ stderr: piece.stderr });
  }
  return { exit_code: exitCode };
}

function timedOut(seconds: number): Ending {
  const time = `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  return { code: "timeout", error: `The command was ended: it took longer than ${time}.` };
}

/** Waits for a time, or until a signal is aborted. */
async function wait(
  clock: Clock,
  milliseconds: number,
  signals: readonly (AbortSignal | undefined)[],
): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clock.clearTimeout(timer);
      for (const signal of signals) signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = clock.setTimeout(end, milliseconds);
    for (const signal of signals) signal?.addEventListener("abort", end);
    if (signals.some((signal) => signal?.aborted)) end();
  });
}
