import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

export interface Outcome {
  /** The exit code; 127 when the program could not be started. */
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
}

/** Runs a program from PATH, without stdin, to its end. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, show = false }: CommandOptions = {},
): Promise<Outcome> {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = startProgram(command, args, {
      cwd,
      env,
      stdio: show ? ["ignore", 2, 2] : ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let output = "";
    const end = (code: number): void =>
      resolve({ code, stdout, output, seconds: (performance.now() - start) / 1000 });
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", () => end(127));
    child.on("close", (code) => end(code ?? 1));
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
