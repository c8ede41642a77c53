import { type ApiDocument, isObject } from "@sandboxes/codegen/in-memory";

/** Pointer segments inside schemas that are left out of names. */
const silent = new Set(["schema", "allOf", "anyOf", "oneOf"]);

/** Keywords that are left out of the name of a location. */
const keywords = new Set([
  "type",
  "enum",
  "const",
  "format",
  "pattern",
  "description",
  "title",
  "summary",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "required",
  "examples",
  "example",
  "externalDocs",
  "tags",
  "operationId",
  "security",
  "discriminator",
  "style",
  "explode",
  "xml",
]);

/**
 * Returns a readable name of a location: `Pet.status`, or the request body of `POST /pets`.
 *
 * @param segments the segments of the JSON Pointer
 */
export function placeName(document: ApiDocument, segments: readonly string[]): string {
  const [root, section = "", name = "", ...rest] = segments;
  if (root === "components" && section === "schemas") return inSchema(`\`${name}`, rest);
  if (root === "components" && section === "parameters" && name !== "") {
    const shown = valueAt(document, segments.slice(0, 3));
    const parameter = `the parameter \`${isObject(shown) ? String(shown["name"]) : name}\``;
    const inner = inOther(document, segments.slice(0, 3), rest);
    return inner === "" ? parameter : `${inner} of ${parameter}`;
  }
  if (root === "components" && name !== "")
    return `${inOther(document, segments.slice(0, 3), rest)} \`${name}\``.replace(
      /^(.*) `(.*)`$/s,
      (_, inner: string, component: string) =>
        inner === ""
          ? `the ${singular(section)} \`${component}\``
          : `${inner} of the ${singular(section)} \`${component}\``,
    );
  if (root === "paths" && section !== "") {
    const depth = depthOfOperation(name);
    const method = segments[depth - 1]?.toUpperCase();
    const operation = depth > 2 ? `\`${method} ${section}\`` : `\`${section}\``;
    const where = inOther(document, segments.slice(0, depth), segments.slice(depth));
    return where === "" ? operation : `${where} of ${operation}`;
  }
  if (root === "webhooks") return `the webhook \`${section}\``;
  if (root === "servers") return "the server";
  if (root === "info" && section === "version") return "The document's version";
  return segments.length === 0 ? "the document" : `\`${segments.join(".")}\` of the document`;
}

/** Returns how many segments lead to the operation, or to the path item if there is none. */
function depthOfOperation(field: string): number {
  if (field === "additionalOperations") return 4;
  return /^(get|put|post|delete|options|head|patch|trace|query)$/.test(field) ? 3 : 2;
}

function singular(section: string): string {
  const names: Readonly<Record<string, string>> = {
    responses: "response",
    parameters: "parameter",
    requestBodies: "request body",
    headers: "header",
    securitySchemes: "security scheme",
    links: "link",
    callbacks: "callback",
    pathItems: "path item",
    examples: "example",
  };
  return names[section] ?? section;
}

/** Names a location below an operation, or below a component that is not a schema. */
function inOther(
  document: ApiDocument,
  before: readonly string[],
  rest: readonly string[],
): string {
  const [kind, name = "", ...inner] = rest;
  if (kind === undefined || (keywords.has(kind) && inner.length === 0 && name === "")) return "";
  if (kind.startsWith("x-")) return "";
  const at = rest.indexOf("schema");
  const below = at < 0 ? "" : inSchema("`", rest.slice(at + 1)).replace(/^`\.?/, "`");
  const value = below === "`" || below === "``" || below === "" ? "" : `${below} in `;
  if (kind === "requestBody" || kind === "content") {
    const what =
      kind === "requestBody" || before[1] === "requestBodies" ? "the request body" : "the body";
    return before[0] === "components" ? value.replace(/ in $/, "") || "" : `${value}${what}`;
  }
  if (kind === "parameters") {
    const parameter = valueAt(document, [...before, kind, name]);
    const named = isObject(parameter) ? String(parameter["name"]) : name;
    return `${value}the parameter \`${named}\``;
  }
  if (kind === "headers") return `${value}the header \`${name}\``;
  if (kind === "responses") {
    const header = inner[0] === "headers" ? `the header \`${inner[1]}\` of ` : "";
    return `${value}${header}the ${name === "default" ? "default response" : `${name} response`}`;
  }
  if (kind === "callbacks") return `the callback \`${name}\``;
  if (kind === "servers") return "the server";
  return at === 0 ? value.replace(/ in $/, "") : "";
}

/** Appends the path inside a schema to a name that starts with a backtick. */
function inSchema(start: string, path: readonly string[]): string {
  let name = start;
  for (let index = 0; index < path.length; index++) {
    const segment = path[index] ?? "";
    const next = path[index + 1];
    if ((segment === "properties" || segment === "patternProperties") && next !== undefined) {
      name += name.endsWith("`") ? next : `.${next}`;
      index++;
    } else if (segment === "items") name += "[]";
    else if (segment === "additionalProperties") name += ".*";
    else if (segment === "prefixItems" && next !== undefined) {
      name += `[${next}]`;
      index++;
    } else if (silent.has(segment) || keywords.has(segment) || /^\d+$/.test(segment)) continue;
    else if (segment.startsWith("x-")) break;
    else break;
  }
  return `${name}\``;
}

function valueAt(document: ApiDocument, segments: readonly string[]): unknown {
  let current: unknown = document.root;
  for (const segment of segments) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Record<string, unknown>)[segment];
    if (isObject(current) && typeof current["$ref"] === "string")
      current = document.resolve(current);
  }
  return current;
}
