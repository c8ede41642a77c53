import type { OperationParameter } from "@sandboxes/schema/operations";
import type { Validator } from "@sandboxes/schema/validators";
import { ApiFault } from "../api-fault.ts";
import { metadataProblem } from "../limits/metadata-limits.ts";
import { quote } from "../quote.ts";

/**
 * Reads the pairs of an exploded filter from a query: the parameters whose names start with its prefix. All
 * other parameters are ignored.
 *
 * The query is decoded as a form (WHATWG URL, section 5.1), so `+` is a space. Unlike `URLSearchParams`, it
 * rejects a pair with invalid percent-encoding or UTF-8.
 *
 * @param search the query, with or without `?`
 * @param parameter the filter's row in the operation table
 * @param query the validator of the operation's query
 * @returns the pairs, with the prefix removed from their keys
 * @throws {ApiFault} 400 if a key is empty or given twice, cannot be decoded, or breaks a limit
 */
export function readMetadataFilter(
  search: string,
  { name, prefix }: Required<Pick<OperationParameter, "name" | "prefix">>,
  query: Pick<Validator<unknown>, "issues">,
): Map<string, string> {
  const refuse = (problem: string): never => {
    throw new ApiFault(400, "bad_request", `${name}: ${problem}`);
  };
  const filter = new Map<string, string>();
  if (search === "") return filter;
  for (const pair of search.replace(/^\?/, "").split("&")) {
    const equals = pair.indexOf("=");
    const rawName = equals < 0 ? pair : pair.slice(0, equals);
    const rawValue = equals < 0 ? "" : pair.slice(equals + 1);
    if (!decodeLeniently(rawName).startsWith(prefix)) continue;
    const parameter =
      decode(rawName) ?? refuse(`the name ${quote(rawName)} is not percent-encoded UTF-8`);
    const key = parameter.slice(prefix.length);
    const value =
      decode(rawValue) ?? refuse(`the value of ${quote(key)} is not percent-encoded UTF-8`);
    if (filter.has(key)) refuse(`the key ${quote(key)} is given twice`);
    filter.set(key, value);
  }
  const problem = metadataProblem(filter);
  if (problem !== undefined) refuse(problem);
  // The validator also applies rules of the spec that `metadataProblem` does not know.
  const wire = Object.fromEntries([...filter].map(([key, value]) => [prefix + key, value]));
  const issue = query.issues({ [name]: wire }).find(({ path: [first] }) => first === name);
  if (issue)
    refuse(`${issue.path.slice(1).map(String).map(quote).join(" ")} ${issue.message}`.trim());
  return filter;
}

/** @returns the decoded text; `undefined` if it is not percent-encoded UTF-8 */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** @returns the decoded text, with U+FFFD in place of invalid bytes */
function decodeLeniently(text: string): string {
  if (!text.includes("%")) return text;
  // The `&` comes first, because `URLSearchParams` removes a leading `?`.
  return [...new URLSearchParams(`&${text}=`).keys()][0] ?? "";
}
