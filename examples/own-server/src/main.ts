import { startServer } from "@sandboxes/server/start";

await using server = await startServer({ database: "memory" });
console.log(
  `The API is at ${server.url}, and its first key begins with ${server.firstKey?.slice(0, 3)}.`,
);

/** Loads a page as a browser does, with the scripts and styles that it names. */
async function load(path: string): Promise<void> {
  const page = await (await fetch(server.url + path, { headers: { Accept: "text/html" } })).text();
  const parts = Array.from(
    page.matchAll(/(?:src|href)="(\/(?:pages|docs)\/[^"]+)"/g),
    ([, part = ""]) => part,
  );
  if (parts.length === 0) throw new Error(`${path} is no page.`);
  for (const part of parts) {
    const response = await fetch(server.url + part);
    const { length } = await response.text();
    if (!response.ok || length === 0) throw new Error(`${part} of ${path} is not there.`);
    console.log(`${path} has ${part}`);
  }
}

await load("/");
await load("/docs");
