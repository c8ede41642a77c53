import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const bin = fileURLToPath(new URL("../bin/sandboxes.js", import.meta.url));

/** A running program with its own working directory. */
export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly said: { out: string; err: string };
  /** Resolves with the exit code. */
  readonly over: Promise<number | null>;
  /** Resolves when standard output matches. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Creates a folder that is removed after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "sandboxes-cli-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Starts the program. Kills it after the test if it is still running. */
export function start(args: readonly string[], cwd: string = folder(), env: object = {}): Running {
  const child = spawn(process.execPath, ["--conditions=@sandboxes/source", bin, ...args], {
    cwd,
    env: { ...process.env, DATABASE_URL: "", NODE_NO_WARNINGS: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  const over = once(child, "close").then(([code]) => code as number | null);
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(said.out);
      if (found) return found;
      const more = once(child.stdout, "data").then(() => true);
      if (!(await Promise.race([more, over.then(() => false)])))
        throw new Error(`It ended without saying ${pattern}: ${said.out}${said.err}`);
    }
  };
  return { child, said, over, says };
}
