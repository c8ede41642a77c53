import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import type { Report } from "./check-document.ts";

/** The styles by the place of a parameter, as both versions of OpenAPI have them. */
const styles: ReadonlyMap<unknown, readonly string[]> = new Map(
  Object.entries({
    path: ["matrix", "label", "simple"],
    query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    header: ["simple"],
    cookie: ["form"],
  }),
);

/**
 * Finds what contradicts itself in a parameter. Where that is tolerated the parameter is made to say
 * what it can only mean.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object
 */
export function checkParameter(document: ApiDocument, parameter: JsonObject, report: Report): void {
  const { in: place, style } = parameter;
  const known = styles.get(place);
  if (known && typeof style === "string" && !known.includes(style)) {
    const message = `A parameter in ${String(place)} cannot have the style \`${style}\`, only ${known.join(", ")}.`;
    if (report(document.problem("invalid-value", message, parameter, "style")))
      delete parameter["style"];
  }
  if (place === "path" && parameter["required"] !== true) {
    const message = "A path parameter is always there: say `required: true`.";
    const isTolerated =
      "required" in parameter
        ? report(document.problem("invalid-value", message, parameter, "required"))
        : report(document.problem("missing-field", message, parameter));
    if (isTolerated) parameter["required"] = true;
  }
  checkContent(document, parameter, "parameter", report);
}

/** A parameter and a header have a `schema`, or `content` of one media type. */
export function checkContent(
  document: ApiDocument,
  holder: JsonObject,
  what: "parameter" | "header",
  report: Report,
): void {
  const { content } = holder;
  if (!("schema" in holder) && !("content" in holder)) {
    const message = `This ${what} needs a \`schema\`, or \`content\` with one media type.`;
    if (report(document.problem("missing-field", message, holder))) holder["schema"] = {};
    return;
  }
  if (!isObject(content)) return;
  if ("schema" in holder) {
    const message = `A ${what} has either \`schema\` or \`content\`, not both.`;
    if (report(document.problem("invalid-value", message, holder, "content", "key")))
      delete holder["content"];
    return;
  }
  const [first, ...more] = Object.entries(content);
  if (first && more.length === 0) return;
  const message = `The \`content\` of a ${what} has exactly one media type, not ${more.length + (first ? 1 : 0)}.`;
  if (!report(document.problem("invalid-value", message, holder, "content", "key"))) return;
  if (first) holder["content"] = { [first[0]]: first[1] };
  else {
    delete holder["content"];
    holder["schema"] = {};
  }
}

/** The names of headers are told apart without regard to case, RFC 9110, section 5.1. */
export function checkHeaderNames(document: ApiDocument, holder: JsonObject, report: Report): void {
  const { headers } = holder;
  if (!isObject(headers)) return;
  const names = new Map<string, string>();
  for (const name of Object.keys(headers)) {
    const other = names.get(name.toLowerCase());
    names.set(name.toLowerCase(), name);
    if (other === undefined) continue;
    const message = `The header \`${name}\` is already declared, as \`${other}\`: the case of its letters makes no difference.`;
    if (report(document.problem("duplicate-parameter", message, headers, name, "key")))
      delete headers[other];
  }
}
