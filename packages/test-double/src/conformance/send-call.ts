import type { Contract } from "../contract/contract.ts";
import { type ResponseParts, readParts } from "../matchers/check-response.ts";
import type { CallOptions, Target } from "./check.ts";

const maxWaits = 10;
const maxWaitSeconds = 30;

/** Sends one call to a target, and waits while the target limits its rate. */
export async function sendCall(
  { operations }: Pick<Contract, "operations">,
  target: Target,
  operation: string,
  { path = {}, query = "", headers = {}, credentials = "valid", ...rest }: CallOptions,
): Promise<ResponseParts> {
  const row = operations[operation];
  if (!row) throw new TypeError(`The contract has no operation "${operation}".`);
  const filled = row.path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? name),
  );
  const url = `${target.baseUrl.replace(/\/+$/, "")}${filled}${query === "" ? "" : `?${query}`}`;
  const text = rest.rawBody ?? (rest.body === undefined ? undefined : JSON.stringify(rest.body));
  const send = target.fetch ?? globalThis.fetch;
  for (let waits = 0; ; waits++) {
    const response = await send(url, {
      method: row.method,
      headers: {
        ...(text !== undefined && { "content-type": "application/json" }),
        ...credentialsOf(target, credentials),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    });
    const seconds = Number(response.headers.get("retry-after"));
    const mayWait = response.status === 429 && seconds > 0 && seconds <= maxWaitSeconds;
    if (!mayWait || waits === maxWaits) return await readParts(response);
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

function credentialsOf(
  { headers = {} }: Target,
  credentials: "valid" | "none" | "wrong",
): Readonly<Record<string, string>> {
  if (credentials === "valid") return headers;
  if (credentials === "none") return {};
  // The scheme stays: `Bearer secret` becomes `Bearer wrong-…`.
  const wrong = `wrong-${crypto.randomUUID()}`;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace(/\S+$/, wrong)]),
  );
}
