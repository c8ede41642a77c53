import { createClient } from "@sandboxes/client";

/** The names of the sandboxes of an environment, asked for with a client of its own. */
export async function namesIn(env: string, apiKey: string): Promise<string[]> {
  const client = createClient({ apiKey });
  const sandboxes = await client.sandboxes.list({ metadata: { env } });
  return sandboxes.map(({ name }) => name);
}
