import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

export interface Outcome {
  /** The exit code, 127 if the program could not be started, or 124 after a timeout. */
  readonly code: number;
  /** The text on stdout. */
  readonly stdout: string;
  /** The text on stdout and stderr. Empty with the option `show`. */
  readonly output: string;
  readonly seconds: number;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the output goes to our stderr instead of into the outcome. @default false */
  readonly show?: boolean;
  /** Timeout in seconds. It stops the program and its child processes. @default 1200 */
  readonly limit?: number;
  /** Stops the program and its child processes early. */
  readonly signal?: AbortSignal;
}

/** The time between SIGTERM and SIGKILL, in milliseconds. */
const grace = 10_000;

/**
 * Runs a program from PATH to its end, without stdin. If a child process that it left behind keeps its
 * output open, that process is stopped, and the run counts as failed.
 *
 * @returns the outcome; it never rejects
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
      // A process group of its own, so that its child processes can be stopped too.
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
    // Ctrl-C reaches only the process group of the terminal.
    for (const name of signals) process.on(name, onInterrupt);
    signal?.addEventListener("abort", onAbort);
    let late = false;
    timers.push(
      setTimeout(() => {
        late = true;
        say(`${command} ${args.join(" ")} did not end within ${limit} s and was stopped.`);
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
        say(`${command} ${args.join(" ")} ended, but a process that it started did not.`);
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
    // It has already ended.
  }
}

function startProgram(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  if (process.platform !== "win32") return spawn(command, args, options);
  // On Windows, pnpm, npm and turbo are .cmd files, which only the shell can start.
  const words = [command, ...args].map((word) => (/\s/.test(word) ? `"${word}"` : word));
  return spawn(words.join(" "), { ...options, shell: true });
}
