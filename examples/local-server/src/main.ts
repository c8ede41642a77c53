import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../node_modules/.bin/sandboxes", import.meta.url));
const server = spawn(program, ["serve", "--port", "0", "--database", "memory"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const deadline = setTimeout(() => server.kill("SIGKILL"), 60_000);

/** @returns where it listens, once it says so */
async function addressOf(output: AsyncIterable<string>): Promise<string> {
  let said = "";
  for await (const text of output) {
    said += text;
    const address = /In a browser: (\S+)\/,/.exec(said)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`The server has ended: ${said}`);
}

/** Loads a page as a browser does, with the scripts and styles that it names. */
async function load(address: string, path: string): Promise<void> {
  const page = await (await fetch(address + path, { headers: { Accept: "text/html" } })).text();
  const parts = [...page.matchAll(/(?:src|href)="(\/(?:pages|docs)\/[^"]+)"/g)];
  if (!page.includes("<script")) throw new Error(`${path} is no page with a script: ${page}`);
  for (const [, part = ""] of parts) {
    const response = await fetch(address + part);
    const { length } = await response.text();
    if (!response.ok || length === 0) throw new Error(`${part} of ${path} is not there.`);
    console.log(`${path} has ${part}`);
  }
}

try {
  const address = await addressOf(server.stdout.setEncoding("utf8"));
  await load(address, "/");
  await load(address, "/docs");
} finally {
  clearTimeout(deadline);
  server.kill();
}
