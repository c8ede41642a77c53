import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Server from "@sandboxes/server";
import { type SandboxTarget, checkConformance } from "@sandboxes/test-utils/conformance";

// A program of its own for each mutation: a module can only be loaded once, and a mutation may hang.
const [folder = "", first = ""] = process.argv.slice(2);
const server = (await import(pathToFileURL(join(folder, "src/index.ts")).href)) as typeof Server;

const maxSandboxes = 20;

async function start(): Promise<SandboxTarget> {
  const store = server.createMemoryStore();
  const app = server.createApp({ store, rateLimit: false, maxSandboxes, onError: () => {} });
  const createKey = async (): Promise<string> =>
    (await server.createKey(store, await server.createTeam(store))).apiKey;
  return {
    baseUrl: "http://sandboxes.test",
    apiKey: await createKey(),
    otherApiKey: await createKey(),
    maxSandboxes,
    fetch: async (input, init) => await app.fetch(new Request(input, init)),
  };
}

/** Prints the first failing check and ends the program. */
async function run(only: string): Promise<void> {
  await checkConformance(await start(), {
    only,
    onResult({ name, outcome, message }) {
      if (outcome !== "fail") return;
      process.stdout.write(`${name}: ${message}\n`);
      process.exit(1);
    },
  });
}

if (first !== "") await run(first);
await run("");
process.exit(0);
