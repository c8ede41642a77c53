import { createClient } from "@sandboxes/client";
import { validation } from "@sandboxes/client/validation";
import { type Call, apiKey } from "./hostile-responses.ts";

const id = "00000000-0000-4000-8000-000000000001";

/** Counts what an iteration returns. */
async function count(items: AsyncIterable<unknown>): Promise<number> {
  let total = 0;
  for await (const _ of items) total += 1;
  return total;
}

/**
 * Lets the client read a response.
 *
 * @param options.deadline in milliseconds
 * @param options.isValidated whether the client checks the response against the API's document
 * @returns the result of the call, or the number of items of an iteration
 */
export async function callHostile(
  call: Call,
  respond: () => Response,
  { deadline = 5000, isValidated = false }: { deadline?: number; isValidated?: boolean } = {},
): Promise<unknown> {
  const plugins = isValidated ? [validation("strict")] : [];
  const client = createClient({ apiKey, baseUrl: "http://api.test", fetch: respond, plugins });
  const limits = { deadline, maxRetries: 1 };
  switch (call) {
    case "list":
      return await client.sandboxes.list(undefined, limits);
    case "get":
      return await client.sandboxes.get(id, limits);
    case "all":
      return await count(client.sandboxes.list(undefined, limits));
    case "stream":
      return await count(client.sandboxes.execStream(id, { command: "true" }, limits));
  }
}
