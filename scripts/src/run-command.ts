import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

export interface Outcome {
  /** The exit code; 127 when the program could not be started, 124 when its time was up. */
  readonly code: number;
  /** What it wrote to stdout. */
  readonly stdout: string;
  /** What it wrote to stdout and stderr. Empty when it was shown instead. */
  readonly output: string;
  readonly seconds: number;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the program writes to our stderr, instead of into the outcome. @default false */
  readonly show?: boolean;
  /** After how many seconds it is ended, with all that it started. @default 1200 */
  readonly limit?: number;
  /** Ends it early, with all that it started. */
  readonly signal?: AbortSignal;
}

/** How long a program has for its end once it is asked to, and what it started for theirs. */
const grace = 10_000;

/**
 * Runs a program from PATH, without stdin, to its end.
 *
 * The end of its output is not waited for without bounds: what it leaves behind may hold it open.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, show = false, limit = 1200, signal }: CommandOptions = {},
): Promise<Outcome> {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = startProgram(command, args, {
      cwd,
      env,
      stdio: show ? ["ignore", 2, 2] : ["ignore", "pipe", "pipe"],
      // A group of its own, so that it can be ended with all that it started.
      detached: process.platform !== "win32",
    });
    let stdout = "";
    let output = "";
    const say = (line: string): void => {
      if (show) process.stderr.write(`${line}\n`);
      else output += `\n${line}\n`;
    };
    const timers: NodeJS.Timeout[] = [];
    const onInterrupt = (): void => {
      endGroup(child, "SIGTERM");
      process.exit(130);
    };
    const onAbort = (): void => endGroup(child, "SIGKILL");
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    const end = (code: number): void => {
      timers.forEach(clearTimeout);
      signal?.removeEventListener("abort", onAbort);
      for (const name of signals) process.off(name, onInterrupt);
      resolve({ code, stdout, output, seconds: (performance.now() - start) / 1000 });
    };
    // The terminal reaches only its own group.
    for (const name of signals) process.on(name, onInterrupt);
    signal?.addEventListener("abort", onAbort);
    let late = false;
    timers.push(
      setTimeout(() => {
        late = true;
        say(`${command} ${args.join(" ")} has not ended within ${limit} s, and is ended.`);
        endGroup(child, "SIGTERM");
        timers.push(setTimeout(() => endGroup(child, "SIGKILL"), grace));
      }, limit * 1000),
    );
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", () => end(127));
    child.on("exit", () => {
      const onHeld = (): void => {
        say(`${command} ${args.join(" ")} has ended, but something that it started has not.`);
        endGroup(child, "SIGKILL");
        end(late ? 124 : 1);
      };
      timers.push(setTimeout(onHeld, grace));
    });
    child.on("close", (code) => end(late ? 124 : (code ?? 1)));
  });
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended meanwhile.
  }
}

function startProgram(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  if (process.platform !== "win32") return spawn(command, args, options);
  // pnpm, npm and turbo are .cmd files there, which only the shell can start.
  const words = [command, ...args].map((word) => (/\s/.test(word) ? `"${word}"` : word));
  return spawn(words.join(" "), { ...options, shell: true });
}
