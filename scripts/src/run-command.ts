import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

export interface Outcome {
  /** The exit code; 127 when the program could not be started, 124 when it was ended at its limit. */
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
  /** After that many seconds the program is killed, with all that it has started. @default none */
  readonly limit?: number;
  /** Kills the program early. */
  readonly signal?: AbortSignal;
}

/** Runs a program from PATH, without stdin, to its end. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, show = false, limit, signal }: CommandOptions = {},
): Promise<Outcome> {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = startProgram(command, args, {
      cwd,
      env,
      stdio: show ? ["ignore", 2, 2] : ["ignore", "pipe", "pipe"],
      // A group of its own, which can be killed as a whole.
      detached: limit !== undefined,
    });
    let isLate = false;
    const kill = (): void => killGroup(child);
    const timer =
      limit === undefined
        ? undefined
        : setTimeout(() => {
            isLate = true;
            kill();
          }, limit * 1000);
    signal?.addEventListener("abort", kill);
    let stdout = "";
    let output = "";
    const end = (code: number): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", kill);
      // What it has started may have stayed behind.
      if (limit !== undefined) kill();
      const seconds = (performance.now() - start) / 1000;
      resolve({ code: isLate ? 124 : code, stdout, output, seconds });
    };
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", () => end(127));
    // Not "close": what stayed behind may hold the pipes open.
    child.on("exit", (code) => {
      if (limit !== undefined) kill();
      child.on("close", () => end(code ?? 1));
    });
  });
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

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // There is nothing left of it.
  }
}
