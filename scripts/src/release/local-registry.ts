import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { installTool } from "../packages/install-tool.ts";
import { runCommand } from "../run-command.ts";

/** A registry on this machine. */
export interface LocalRegistry extends AsyncDisposable {
  /** The URL, with a trailing slash. */
  readonly url: string;
  /** The `.npmrc` settings with which npm and pnpm use the registry and may publish to it. */
  readonly npmrc: string;
  /** A folder for the npm cache. A shared cache could contain data of an earlier registry at this URL. */
  readonly cache: string;
}

/** Pinned, because later versions depend on a release of node-fetch that some registries lack. */
const verdaccio = "verdaccio@6.8.0";
const overrides = { "node-fetch": "2.7.0" };

/** Timeout for the start of the registry, in seconds. */
const limit = 60;

/**
 * Starts Verdaccio. It stores the packages of our scope, and fetches all others from the registry
 * that npm is configured to use.
 *
 * @param folder an empty folder for its data
 * @throws Error when Verdaccio cannot be installed or started
 */
export async function startLocalRegistry(folder: string): Promise<LocalRegistry> {
  const tool = await installTool(verdaccio, overrides);
  const upstream = (await runCommand("npm", ["config", "get", "registry"])).stdout.trim();
  await mkdir(folder, { recursive: true });
  const config = join(folder, "config.yaml");
  await writeFile(config, JSON.stringify(settings(folder, upstream)));

  const program = join(tool, "node_modules/verdaccio/bin/verdaccio");
  // Choose the port here, because Verdaccio would print port 0 in its URL.
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(process.execPath, [program, "--config", config, "--listen", address], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async (): Promise<void> => {
    kill();
    process.off("exit", kill);
    await closed;
  };
  try {
    await started(child);
    const url = `http://${address}/`;
    const token = await createUser(url);
    return {
      url,
      npmrc: `registry=${url}\n${url.slice("http:".length)}:_authToken=${token}\n`,
      cache: join(folder, "npm-cache"),
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Returns the configuration of Verdaccio. JSON is YAML. */
function settings(folder: string, upstream: string): object {
  return {
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd"), max_users: 1 } },
    uplinks: { upstream: { url: upstream, cache: true } },
    packages: {
      "@sandboxes/*": { access: "$all", publish: "$authenticated" },
      "**": { access: "$all", proxy: "upstream" },
    },
    max_body_size: "100mb",
    log: { type: "stdout", format: "json", level: "warn" },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until the registry listens. */
async function started(child: ReturnType<typeof spawn>): Promise<void> {
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new Error(`The local registry did not start: ${reason}\n${output}`));
    };
    const timer = setTimeout(() => fail(`it does not listen after ${limit} s`), limit * 1000);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes("http address")) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", (error) => fail(error.message));
    child.once("close", (code) => fail(`exit code ${code}`));
  });
}

/** Creates the only user of the registry and returns a token that may publish. */
async function createUser(url: string): Promise<string> {
  const response = await fetch(`${url}-/user/org.couchdb.user:rehearsal`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "rehearsal", password: crypto.randomUUID() }),
  });
  const { token } = (await response.json()) as { token?: string };
  if (token === undefined)
    throw new Error(`The local registry created no user: ${response.status}`);
  return token;
}
