import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import type { Reports } from "./reports.ts";

/** The styles that each place allows. OpenAPI 3.2 adds `cookie`. */
const styles: ReadonlyMap<unknown, readonly string[]> = new Map(
  Object.entries({
    path: ["matrix", "label", "simple"],
    query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    header: ["simple"],
    cookie: ["form", "cookie"],
  }),
);

/**
 * Checks a parameter for contradictions, and repairs each to its only possible meaning.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object
 */
export function checkParameter(
  document: ApiDocument,
  parameter: JsonObject,
  reports: Reports,
): void {
  const { in: place, style } = parameter;
  const known = styles.get(place);
  if (known && typeof style === "string" && !known.includes(style)) {
    const message = `A parameter in ${String(place)} cannot have the style \`${style}\`, only ${known.join(", ")}. The default is used.`;
    reports.warn(document.problem("invalid-value", message, parameter, "style"));
    delete parameter["style"];
  }
  if (place === "path" && parameter["required"] !== true) {
    const message = "A path parameter is always required: write `required: true`.";
    reports.warn(
      "required" in parameter
        ? document.problem("invalid-value", message, parameter, "required")
        : document.problem("missing-field", message, parameter),
    );
    parameter["required"] = true;
  }
  checkContent(document, parameter, "parameter", reports);
}

/** Checks that a parameter or a header has a `schema`, or `content` with one media type. */
export function checkContent(
  document: ApiDocument,
  holder: JsonObject,
  what: "parameter" | "header",
  { warn }: Reports,
): void {
  const { content } = holder;
  if (!("schema" in holder) && !("content" in holder)) {
    const message = `This ${what} needs a \`schema\`, or \`content\` with one media type. It allows any value.`;
    warn(document.problem("missing-field", message, holder));
    holder["schema"] = {};
    return;
  }
  if (!isObject(content)) return;
  if ("schema" in holder) {
    const message = `A ${what} has either \`schema\` or \`content\`, not both. The \`schema\` is used.`;
    warn(document.problem("invalid-value", message, holder, "content", "key"));
    delete holder["content"];
    return;
  }
  const [first, ...more] = Object.entries(content);
  if (first && more.length === 0) return;
  const count = more.length + (first ? 1 : 0);
  const message = `The \`content\` of a ${what} has exactly one media type, not ${count}.${first ? " The first is used." : ""}`;
  warn(document.problem("invalid-value", message, holder, "content", "key"));
  if (first) holder["content"] = { [first[0]]: first[1] };
  else {
    delete holder["content"];
    holder["schema"] = {};
  }
}

/** Checks that no two headers have one name: case does not matter (RFC 9110, section 5.1). */
export function checkHeaderNames(
  document: ApiDocument,
  holder: JsonObject,
  { warn }: Reports,
): void {
  const { headers } = holder;
  if (!isObject(headers)) return;
  const names = new Map<string, string>();
  for (const name of Object.keys(headers)) {
    const other = names.get(name.toLowerCase());
    names.set(name.toLowerCase(), name);
    if (other === undefined) continue;
    const message = `The header \`${name}\` is declared twice: as \`${other}\` too. Case does not matter in a header's name.`;
    warn(document.problem("duplicate-parameter", message, headers, name, "key"));
    delete headers[other];
  }
}
