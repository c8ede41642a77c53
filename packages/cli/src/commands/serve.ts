import { once } from "node:events";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type ServerOptions, startServer } from "@sandboxes/server/start";
import type { Command, Output } from "../command.ts";
import { UsageError } from "../usage-error.ts";

const usage = `Usage: sandboxes serve [OPTIONS]

Runs the sandboxes API on this machine until Ctrl-C. The first start makes a key and prints it once.

  --port PORT           where to listen; 0 takes any free port (default: 8080)
  --host HOST           whom to listen to (default: 127.0.0.1, this machine only)
  --database DATABASE   memory, a file, or a postgres:// URL
                        (default: the variable DATABASE_URL, or else sandboxes.db)
  --max-sandboxes N     the most that a team may have (default: 100)
  --no-rate-limit       count no requests
  --no-pages            nothing but the API, no pages for browsers
  --log                 write a line of JSON for each request to standard error
  --help                this text`;

/** The program is ended at once by a second signal. */
const signals = ["SIGINT", "SIGTERM"] as const;

/** Runs the API until it is told to stop. */
export const serve: Command = { usage, run };

async function run(argv: readonly string[], output: Output): Promise<void> {
  const { isLogged, ...options } = readOptions(argv);
  const log = (entry: object): void => output.err(JSON.stringify(entry));
  const server = await startServer({ ...options, ...(isLogged ? { log } : {}) });
  output.out(
    `The sandboxes API listens on ${server.url}, and keeps its data in ${server.database}.`,
  );
  output.out(
    server.firstKey === undefined
      ? "Use a key that you have: it cannot be shown again."
      : `Its first key, which is not shown again:\n\n  export SUPERSERVE_BASE_URL=${server.url} SUPERSERVE_API_KEY=${server.firstKey}\n`,
  );
  if (options.pages)
    output.out(`In a browser: ${server.url}/, and the reference at ${server.url}/docs.`);
  if (!hasShell()) {
    output.out(
      "Sandboxes run no commands, because the package just-bash is not installed. To run commands, install it next to @sandboxes/cli: npm install just-bash",
    );
  }
  await toldToStop();
  output.out("Stopping, once what runs has ended. Ctrl-C again ends it at once.");
  await server.close();
}

/**
 * Tells whether the shell for the commands of sandboxes is installed. It is large, and some of its
 * own dependencies run scripts when they are installed, so it is left to the user.
 */
function hasShell(): boolean {
  try {
    import.meta.resolve("just-bash");
    return true;
  } catch {
    return false;
  }
}

interface Options extends ServerOptions {
  readonly isLogged: boolean;
}

function readOptions(argv: readonly string[]): Options {
  const { values } = parse(argv);
  if (values.database === "")
    throw new UsageError(
      "--database takes memory, a file, or a postgres:// URL, and not nothing: is a variable empty?",
    );
  return {
    port: toNumber("--port", values.port, 0, 65_535),
    hostname: values.host,
    database: values.database ?? (process.env["DATABASE_URL"] || "sandboxes.db"),
    maxSandboxes: toNumber("--max-sandboxes", values["max-sandboxes"], 1, Number.MAX_SAFE_INTEGER),
    rateLimit: values["rate-limit"],
    pages: values.pages && { renderer: findRenderer() },
    isLogged: values.log,
  };
}

/** @returns the folder of this file, where the renderer of the reference lies once this is built */
function findRenderer(): URL | undefined {
  const folder = new URL(".", import.meta.url);
  // Until then the server finds it among its own dependencies.
  return existsSync(new URL("swagger-ui-bundle.js", folder)) ? folder : undefined;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowNegative: true,
      options: {
        port: { type: "string", default: "8080" },
        host: { type: "string", default: "127.0.0.1" },
        database: { type: "string" },
        "max-sandboxes": { type: "string", default: "100" },
        "rate-limit": { type: "boolean", default: true },
        pages: { type: "boolean", default: true },
        log: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

function toNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${option} takes a whole number from ${least} to ${most}, not ${text}.`);
}

async function toldToStop(): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  await Promise.race(signals.map(async (name) => await once(process, name, { signal })));
  controller.abort();
}
