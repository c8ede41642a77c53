import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { repository } from "../repository.ts";

// Not a dependency, because one check would cost every installation 74 MB. Prism needs Node 24.
const program = "@stoplight/prism-cli@5.16.0";

/** A running Prism. `await using` stops it. */
export interface Prism extends AsyncDisposable {
  readonly port: number;
}

/**
 * Starts Prism with the spec. The first run downloads it, and later runs use a cache.
 *
 * @param args such as `["mock"]`, or `["proxy"]` with the `upstream`
 * @returns Prism, once it listens
 * @throws {Error} with its output when it does not listen within two minutes
 */
export async function startPrism(
  [command, ...flags]: readonly [command: "mock" | "proxy", ...flags: string[]],
  ...upstream: string[]
): Promise<Prism> {
  const where = [join(repository, "spec/openapi.yaml"), ...upstream, "--port", "0"];
  const child = spawn("npx", ["-y", program, command, ...where, ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that the processes that npx starts can be stopped too.
    detached: true,
    env: { ...process.env, SCARF_ANALYTICS: "false" },
  });
  const gone = once(child, "close");
  const kill = (): void => {
    try {
      process.kill(-child.pid!, "SIGKILL");
    } catch {
      // It has already ended.
    }
  };
  process.once("exit", kill);
  let output = "";
  let port: number;
  const deadline = setTimeout(kill, 120_000);
  try {
    port = await new Promise<number>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        output += chunk.toString();
        const found = /listening on http:\/\/[^:/\s]+:(\d+)/i.exec(output)?.[1];
        if (found !== undefined) resolve(Number(found));
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", reject);
      void gone.then(() => reject(new Error(`Prism did not start:\n${output}`)));
    });
  } finally {
    clearTimeout(deadline);
  }
  const end = async (): Promise<void> => {
    kill();
    process.off("exit", kill);
    await gone;
  };
  return { port, [Symbol.asyncDispose]: end };
}
