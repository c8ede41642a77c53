import { styleText } from "node:util";
import { type Client, createClient } from "@sandboxes/client";
import { createTestApi } from "@sandboxes/test-utils";
import { formatTable } from "./format-table.ts";
import { sandboxColumns } from "./sandbox-columns.ts";
import { acme, globex } from "./teams.ts";

type Filter = Parameters<Client["sandboxes"]["list"]>[0];

/** Starts the API on a socket with the data of two teams, and prints the responses to each. */
export async function showApi(): Promise<void> {
  const api = await createTestApi({ sandboxes: acme, rateLimit: true });
  const other = await api.addTeam({ sandboxes: globex });
  await using listener = await api.listen();
  console.log(`The API listens on ${listener.url}, for two teams: acme and globex.`);

  await showList("acme, everything", listener.url, api.apiKey);
  await showList("acme, what is in production", listener.url, api.apiKey, {
    metadata: { env: "prod" },
  });
  await showList("globex, everything: its own, and nothing of acme's", listener.url, other.apiKey);
}

async function showList(
  title: string,
  baseUrl: string,
  apiKey: string,
  filter?: Filter,
): Promise<void> {
  let request = "";
  const client = createClient({
    baseUrl,
    apiKey,
    fetch: (url, init) => {
      const { host, pathname, search } = new URL(url);
      request = `${init.method} ${pathname}${search}\nHost: ${host}`;
      return fetch(url, init);
    },
  });
  const start = performance.now();
  const { data, response } = await client.sandboxes.list(filter).withResponse();
  const milliseconds = (performance.now() - start).toFixed(1);

  console.log(`\n${styleText("bold", title)}\n\n${request}`);
  const answer = `${response.status} ${response.statusText}`;
  console.log(`${styleText("green", answer)}, ${data.length} sandboxes in ${milliseconds} ms\n`);
  // Without a terminal, use the usual width.
  console.log(formatTable(sandboxColumns, data, process.stdout.columns ?? 100));
}
