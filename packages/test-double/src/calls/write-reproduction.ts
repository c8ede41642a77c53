import type { RecordedCall } from "./call-log.ts";

/** Headers that `fetch` sets itself. */
const automatic = new Set([
  "host",
  "connection",
  "content-length",
  "accept-encoding",
  "user-agent",
]);

/**
 * Writes calls as a program that sends the same requests to a new double.
 *
 * @param baseUrls the base URLs of the double
 * @returns the lines of a module; each request is followed by the status of its response
 */
export function writeReproduction(
  calls: readonly RecordedCall[],
  baseUrls: readonly string[],
): string {
  const lines = calls.map((call) => {
    const { method, url, status } = call;
    const base = baseUrls
      .map((each) => each.replace(/\/+$/, ""))
      .find((each) => url.startsWith(each));
    // A port that the double listens on is another origin.
    const path =
      base === undefined ? url.replace(/^[a-z]+:\/\/[^/]+/i, "") : url.slice(base.length);
    const headers = [...call.headers.entries()].filter(([name]) => !automatic.has(name));
    const init = [
      ...(method === "GET" ? [] : [`method: ${JSON.stringify(method)}`]),
      ...(headers.length === 0 ? [] : [`headers: ${JSON.stringify(Object.fromEntries(headers))}`]),
      ...(call.bytes.length === 0 ? [] : [`body: ${writeBody(call)}`]),
    ];
    const options = init.length === 0 ? "" : `, { ${init.join(", ")} }`;
    const result = status === undefined ? "no response" : String(status);
    return `await double.fetch(double.baseUrl + ${JSON.stringify(path)}${options}); // ${result}`;
  });
  return [
    'import { createDouble } from "@sandboxes/test-double";',
    'import { contract } from "./contract.gen.ts"; // the contract of the test',
    "",
    "const double = createDouble({ contract }); // with the options of the test",
    ...lines,
    "",
  ].join("\n");
}

function writeBody({ bytes }: RecordedCall): string {
  try {
    return JSON.stringify(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return `Uint8Array.of(${bytes.join(", ")})`;
  }
}
