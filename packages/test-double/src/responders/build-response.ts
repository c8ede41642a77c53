import type { Contract } from "../contract/contract.ts";
import { type DocumentReader, isObject, objectAt } from "../contract/document.ts";
import { isJsonType } from "../request/read-request.ts";
import type { ValueSource } from "../values/value-source.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Builds responses that are valid against the document. */
export interface ResponseBuilder {
  /** @returns the lowest success status that the operation documents */
  successStatus(operation: string): number;
  /** @returns the entry of `responses` that describes a status: `200`, `2XX` or `default` */
  documentedStatus(operation: string, status: number): string | undefined;
  /**
   * Builds a response of an operation.
   *
   * @param choice.example the name of an example of the document
   * @param choice.body a JSON body that replaces the built one
   * @throws {Error} if the document does not describe the status, has no such example, or describes
   *   a body that cannot be built
   */
  build(operation: string, status: number, choice?: ResponseChoice): Response;
  /**
   * @param options.isMinimal whether to leave out examples and optional properties
   * @param options.needs the steps to an optional property that the body must have
   * @returns a JSON body of a response; `undefined` if the document describes none
   * @throws {Error} if no body can be built
   */
  buildJson(operation: string, status: number, options?: BodyOptions): unknown;
  /** @returns the schema of the JSON body of a response */
  jsonSchema(operation: string, status: number): unknown;
  /** Returns whether a JSON body is valid against the document. */
  isValid(operation: string, status: number, body: unknown): boolean;
}

/** Options for building a JSON body. */
interface BodyOptions {
  readonly isMinimal?: boolean;
  readonly needs?: readonly string[];
}

/** The chosen parts of a response. The others are built. */
interface ResponseChoice {
  readonly example?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Creates the response builder of a contract. */
export function createResponseBuilder(
  { responses }: Contract,
  reader: DocumentReader,
  source: ValueSource,
): ResponseBuilder {
  const documentedStatus = (operation: string, status: number): string | undefined => {
    const known = reader.responses(operation);
    const candidates = [
      String(status),
      `${String(status)[0]}XX`,
      `${String(status)[0]}xx`,
      "default",
    ];
    return candidates.find((each) => known.has(each));
  };
  const responseObject = (operation: string, status: number): JsonObject => {
    const found = documentedStatus(operation, status);
    return found === undefined ? {} : (reader.responses(operation).get(found) ?? {});
  };
  const validatorOf = (operation: string, status: number) =>
    responses[operation]?.[documentedStatus(operation, status) ?? ""];
  const jsonMedia = (operation: string, status: number): [string, JsonObject] | undefined => {
    const content = objectAt(responseObject(operation, status), "content");
    const found = Object.entries(content).find(([type]) => isJsonType(baseType(type)));
    return found && [found[0], reader.resolve(found[1])];
  };
  const isValid = (operation: string, status: number, body: unknown): boolean =>
    validatorOf(operation, status)?.is(body) ?? true;

  const buildJson = (
    operation: string,
    status: number,
    { isMinimal = false, needs = [] }: BodyOptions = {},
  ): unknown => {
    const media = jsonMedia(operation, status);
    if (!media) return undefined;
    const example = isMinimal ? undefined : exampleOf(reader, media[1]);
    if (example !== undefined && isValid(operation, status, example))
      return structuredClone(example);
    const validator = validatorOf(operation, status);
    const described = media[1]["schema"] ?? {};
    const schema = needs.length === 0 ? described : { allOf: [described, requirePlace(needs)] };
    const found = source.find({ schema, validator, omit: "writeOnly", optional: !isMinimal });
    if (found) return found.value;
    throw new Error(
      `No value of the response ${status} of ${operation} could be built. Give one in a handler.`,
    );
  };

  return {
    documentedStatus,
    isValid,
    buildJson,
    jsonSchema: (operation, status) => jsonMedia(operation, status)?.[1]["schema"],
    successStatus(operation) {
      const known = [...reader.responses(operation).keys()];
      const exact = known.map(Number).filter((status) => status >= 200 && status < 300);
      if (exact.length > 0) return Math.min(...exact);
      const others = known.map(Number).filter((status) => status < 400);
      const isOpen = known.some((status) => /^(2XX|default)$/i.test(status));
      return isOpen || others.length === 0 ? 200 : Math.min(...others);
    },
    build(operation, status, { example, body, headers: given } = {}) {
      const object = responseObject(operation, status);
      const headers = new Headers(buildHeaders(reader, source, object));
      for (const [name, value] of Object.entries(given ?? {})) headers.set(name, value);
      const media = jsonMedia(operation, status);
      if (body !== undefined || media) {
        const json =
          body ??
          (example === undefined
            ? buildJson(operation, status)
            : named(reader, operation, media, example));
        if (!headers.has("content-type"))
          headers.set("content-type", media?.[0] ?? "application/json");
        return new Response(JSON.stringify(json), { status, headers });
      }
      const [other] = Object.entries(objectAt(object, "content"));
      if (!other) return new Response(null, { status: mayHaveBody(status), headers });
      headers.set("content-type", other[0].includes("*") ? "application/octet-stream" : other[0]);
      return new Response(otherBody(reader, source, other[0], reader.resolve(other[1])), {
        status,
        headers,
      });
    },
  };
}

/** Returns a schema that requires the property at the end of these steps. */
function requirePlace([first, ...rest]: readonly string[]): JsonObject {
  if (first === undefined) return {};
  return {
    required: [first],
    ...(rest.length > 0 && { properties: { [first]: requirePlace(rest) } }),
  };
}

function baseType(type: string): string {
  return type.replace(/;.*$/s, "").trim().toLowerCase();
}

/** Returns a status that `Response` accepts with a body: the documented one, or else 200. */
function mayHaveBody(status: number): number {
  return status < 200 || status > 599 ? 200 : status;
}

/** Returns the example of a media type, if it has one. */
function exampleOf(reader: DocumentReader, media: JsonObject): unknown {
  if ("example" in media) return media["example"];
  const [first] = Object.values(objectAt(media, "examples"));
  return reader.resolve(first)["value"];
}

function named(
  reader: DocumentReader,
  operation: string,
  media: [string, JsonObject] | undefined,
  name: string,
): unknown {
  const examples = objectAt(media?.[1], "examples");
  if (Object.hasOwn(examples, name)) return reader.resolve(examples[name])["value"];
  const known = Object.keys(examples).join(", ") || "none";
  throw new Error(`${operation} has no example "${name}". Known examples: ${known}.`);
}

/** Builds the required headers of a response. */
function buildHeaders(
  reader: DocumentReader,
  source: ValueSource,
  object: JsonObject,
): Record<string, string> {
  const built: Record<string, string> = {};
  for (const [name, given] of Object.entries(objectAt(object, "headers"))) {
    const header = reader.resolve(given);
    if (header["required"] !== true || name.toLowerCase() === "content-type") continue;
    const found = source.find({ schema: header["schema"] ?? {}, optional: false });
    built[name] = toText(header["example"] ?? found?.value);
  }
  return built;
}

/** Serializes a header value. A value that is not a string becomes JSON. */
function toText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Builds a body that is not JSON. */
function otherBody(
  reader: DocumentReader,
  source: ValueSource,
  type: string,
  media: JsonObject,
): string | Uint8Array<ArrayBuffer> {
  const schema = media["itemSchema"] ?? media["schema"] ?? {};
  const value = exampleOf(reader, media) ?? source.find({ schema, omit: "writeOnly" })?.value;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const base = baseType(type);
  // WHATWG HTML, section 9.2.6, "Interpreting an event stream".
  if (base === "text/event-stream") return `data: ${text.replaceAll("\n", "\ndata: ")}\n\n`;
  if (base.endsWith("jsonl") || base.endsWith("ndjson")) return `${text}\n`;
  if (base.startsWith("text/") || isObject(value)) return text;
  return new TextEncoder().encode(typeof value === "string" ? value : "binary");
}
