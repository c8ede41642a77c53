import { createClient } from "@sandboxes/client";

/** Returns the names of the sandboxes of an environment. Creates its own client. */
export async function namesIn(env: string, apiKey: string): Promise<string[]> {
  const client = createClient({ apiKey });
  const sandboxes = await client.sandboxes.list({ metadata: { env } });
  return sandboxes.map(({ name }) => name);
}
