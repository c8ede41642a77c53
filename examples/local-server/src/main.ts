import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../node_modules/.bin/sandboxes", import.meta.url));
const server = spawn(program, ["serve", "--port", "0", "--database", "memory"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const deadline = setTimeout(() => server.kill("SIGKILL"), 60_000);

/** Waits until the server prints its URL and its first API key. @returns both */
async function read(output: AsyncIterable<string>): Promise<{ address: string; apiKey: string }> {
  let said = "";
  for await (const text of output) {
    said += text;
    const [, address, apiKey] =
      /SUPERSERVE_BASE_URL=(\S+) SUPERSERVE_API_KEY=(\S+)\s[^]*In a browser: /.exec(said) ?? [];
    if (address !== undefined && apiKey !== undefined) return { address, apiKey };
  }
  throw new Error(`The server exited: ${said}`);
}

/** Creates a sandbox and runs a command in it. */
async function exec(address: string, apiKey: string, command: string): Promise<void> {
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(address + path, {
      method: "POST",
      headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const { id } = await post("/sandboxes", { name: "demo" });
  const result = await post(`/sandboxes/${id}/exec`, { command });
  if (result["stdout"] !== "hi\n") throw new Error(`${command} returned ${JSON.stringify(result)}`);
  console.log(`${command} wrote ${JSON.stringify(result["stdout"])}`);
}

/** Loads a page like a browser, including its scripts and styles. */
async function load(address: string, path: string): Promise<void> {
  const page = await (await fetch(address + path, { headers: { Accept: "text/html" } })).text();
  const parts = [...page.matchAll(/(?:src|href)="(\/(?:pages|docs)\/[^"]+)"/g)];
  if (!page.includes("<script")) throw new Error(`${path} is not a page with a script: ${page}`);
  for (const [, part = ""] of parts) {
    const response = await fetch(address + part);
    const { length } = await response.text();
    if (!response.ok || length === 0)
      throw new Error(`${path} refers to ${part}, which the server does not have.`);
    console.log(`${path} loads ${part}`);
  }
}

try {
  const { address, apiKey } = await read(server.stdout.setEncoding("utf8"));
  await exec(address, apiKey, "echo hi");
  await load(address, "/");
  await load(address, "/docs");
} finally {
  clearTimeout(deadline);
  server.kill();
}
