import { once } from "node:events";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type ServerOptions, startServer } from "@sandboxes/server/start";
import type { Command, Output } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { databaseUsage, readDatabase } from "./database-option.ts";

const usage = `Usage: sandboxes serve [OPTIONS]

Runs the sandboxes API on this machine until Ctrl-C. The first start creates a key and prints it once.

  --port PORT           the port to listen on; 0 takes any free port (default: 8080)
  --host HOST           the address to listen on (default: 127.0.0.1, this machine only)
  --allow-host NAME     serve this host name too; repeat for more
                        (default: names of this machine; with --host of another address, any name)
  --allow-origin ORIGIN let pages of this origin use the API (CORS); repeat for more (default: none)
${databaseUsage}
  --max-sandboxes N     the maximum number of sandboxes of a team (default: 100)
  --no-rate-limit       do not count requests
  --no-pages            serve only the API, no pages for browsers
  --log                 write a line of JSON for each request to standard error
  --help                this text

Another key: sandboxes keys create --help`;

/** A second signal ends the program immediately. */
const signals = ["SIGINT", "SIGTERM"] as const;

/** Runs the API until a signal stops it. */
export const serve: Command = { usage, run };

async function run(argv: readonly string[], output: Output): Promise<void> {
  const { isLogged, ...options } = readOptions(argv);
  const log = (entry: object): void => output.err(JSON.stringify(entry));
  // Listen for signals from here on, so that a signal during startup also stops the server.
  const stop = toldToStop();
  const server = await startServer({ ...options, ...(isLogged ? { log } : {}) }).catch(nameOption);
  output.out(
    `The sandboxes API listens on ${server.url}, and keeps its data in ${server.database}.`,
  );
  output.out(
    server.firstKey === undefined
      ? "It has keys already. To create another one: sandboxes keys create"
      : `Its first key, which is not shown again:\n\n  export SUPERSERVE_BASE_URL=${server.url} SUPERSERVE_API_KEY=${server.firstKey}\n`,
  );
  if (options.pages)
    output.out(`In a browser: ${server.url}/, and the reference at ${server.url}/docs.`);
  if (!hasShell()) {
    output.out(
      "Sandboxes run no commands, because the package just-bash is not installed. To run commands, install it next to @sandboxes/cli: npm install just-bash",
    );
  }
  await stop;
  output.out("Stopping after the running requests. Ctrl-C again stops at once.");
  await server.close();
}

/** Names the option that changes the port or the address. */
function nameOption(error: unknown): never {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const option = code === "EADDRINUSE" || code === "EACCES" ? "--port" : undefined;
  if (option === undefined || !(error instanceof Error)) throw error;
  throw new Error(`${error.message} Use ${option} PORT.`, { cause: error });
}

/**
 * Returns whether the shell that runs commands in sandboxes is installed. It is large, and some of its
 * dependencies have install scripts, so the user decides whether to install it.
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
  return {
    port: toNumber("--port", values.port, 0, 65_535),
    hostname: values.host,
    ...(values["allow-host"] && { allowedHosts: values["allow-host"] }),
    ...(values["allow-origin"] && { allowedOrigins: values["allow-origin"] }),
    database: readDatabase(values.database),
    maxSandboxes: toNumber("--max-sandboxes", values["max-sandboxes"], 1, Number.MAX_SAFE_INTEGER),
    rateLimit: values["rate-limit"],
    pages: values.pages && { renderer: findRenderer() },
    isLogged: values.log,
  };
}

/** Returns the folder of this file. In the build, it contains the renderer of the API reference. */
function findRenderer(): URL | undefined {
  const folder = new URL(".", import.meta.url);
  // In the source, the server finds the renderer in its own dependencies.
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
        "allow-host": { type: "string", multiple: true },
        "allow-origin": { type: "string", multiple: true },
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
