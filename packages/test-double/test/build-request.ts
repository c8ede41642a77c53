import type { Contract } from "../src/contract/contract.ts";
import { type DocumentReader, objectAt } from "../src/contract/document.ts";
import type { ValueSource } from "../src/values/value-source.ts";

/**
 * Builds a valid request. It supports only parameters in their default style, because the tests of
 * `read-parameters` cover the other styles.
 *
 * @param path values for path parameters by name; others are built
 * @returns the request; `undefined` if the operation requires input that cannot be built here
 */
export function buildRequest(
  contract: Contract,
  reader: DocumentReader,
  source: ValueSource,
  id: string,
  baseUrl: string,
  path: Readonly<Record<string, string>> = {},
): Request | undefined {
  const row = contract.operations[id]!;
  const headers = new Headers({ authorization: "Bearer secret" });
  const query = new URLSearchParams();
  let url = row.path;
  for (const parameter of reader.parameters(id)) {
    const { name } = parameter;
    if (!parameter.required) continue;
    const value = path[name] ?? source.find({ schema: parameter.schema, optional: false })?.value;
    if (value === undefined || typeof value === "object") return undefined;
    const text = `${value as string | number | boolean}`;
    if (parameter.in === "path") url = url.replace(`{${name}}`, encodeURIComponent(text));
    if (parameter.in === "query") query.set(name, text);
    if (parameter.in === "header") headers.set(name, text);
    if (parameter.in === "cookie") headers.append("cookie", `${name}=${text}`);
  }
  const content = objectAt(reader.resolve(reader.operation(id)["requestBody"]), "content");
  let body: string | undefined;
  if (content["application/json"] !== undefined) {
    const { schema } = reader.resolve(content["application/json"]);
    const validator = contract.requests[id]?.body;
    const found = source.find({ schema: schema ?? {}, validator, omit: "readOnly" });
    if (!found) return undefined;
    headers.set("content-type", "application/json");
    body = JSON.stringify(found.value);
  } else if (content["application/x-www-form-urlencoded"] !== undefined) {
    const { schema } = reader.resolve(content["application/x-www-form-urlencoded"]);
    const found = source.find({ schema: schema ?? {}, omit: "readOnly", optional: false });
    headers.set("content-type", "application/x-www-form-urlencoded");
    body = new URLSearchParams(Object.entries(Object(found?.value) as object)).toString();
  }
  const text = query.size > 0 ? `?${query.toString()}` : "";
  return new Request(`${baseUrl.replace(/\/$/, "")}${url}${text}`, {
    method: row.method,
    headers,
    ...(body !== undefined && { body }),
  });
}
