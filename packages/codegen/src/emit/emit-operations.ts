import type { Api, Operation, Response } from "../api/api.ts";
import { objectAt } from "../api/fields.ts";
import { bodyKind } from "../document/media-type.ts";
import { sentMethod } from "../document/objects/methods.ts";
import type { JsonObject } from "../document/read-document.ts";
import { deprecatedTag, renamed } from "./text/deprecated-tag.ts";
import { docComment } from "./text/doc-comment.ts";
import { type Resource, resourceTree } from "./resource-tree.ts";
import { literal, propertyName } from "./text/literal.ts";

/** Emits the operation table, the servers, the security schemes and the methods by resource. */
export function emitOperations(api: Api): string {
  const all = api.operations.flatMap((operation) => withAliases(api, operation));
  const schemes = Object.fromEntries(
    [...api.securitySchemes].map(([name, scheme]) => [name, pick(scheme)]),
  );
  const sections = [
    api.operations.length > 0 ? 'import type { operations as Types } from "./types.gen.ts";\n' : "",
    declarations,
    `/** The servers of the API. The first one is the default. */\nexport const servers = ${literal(api.servers)} as const;\n`,
    `/** The declared tags, which may form a hierarchy. */\nexport const tags = ${literal(api.tags)} as const;\n`,
    `/** The security schemes by name. */\nexport const securitySchemes = ${literal(schemes)} as const;\n`,
    `/** Every operation, by its operationId. */\nexport const operations = ${emitTable(all)} as const;\n`,
    `/** The first of the servers. */\nexport const defaultServer: string = ${literal(api.servers[0]?.url ?? "")};\n`,
    emitResources(all),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

const declarations = `/** One parameter of an operation, and how it is written. */
export interface OperationParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  /** The style in which arrays and objects are written. */
  readonly style: string;
  /** Whether each item or property is written on its own. */
  readonly explode: boolean;
  /** The media type of a value that is written as JSON or the like. \`style\` does not apply then. */
  readonly content?: string;
  /** Whether reserved characters are left as they are. */
  readonly allowReserved?: boolean;
  /** The pattern of the property names, for an object with free names. */
  readonly pattern?: string;
  /** The beginning of each of those names, if the pattern asks for no more. */
  readonly prefix?: string;
  /** The reason not to use it any more; true if the document gives none. */
  readonly deprecated?: string | true;
}

/** One row of the operation table. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** The path, with \`{name}\` for each path parameter. */
  readonly path: string;
  /** The place of its method in a client, such as \`projects.tasks\`. */
  readonly resource: string;
  /** The client's method. */
  readonly name: string;
  /** The names of its tags. */
  readonly tags?: readonly string[];
  /** Whether sending it twice has the same effect as sending it once. */
  readonly idempotent: boolean;
  /** The state of a resource during which the operation returns 409, and where to read it. */
  readonly conflictWhile?: {
    /** The operationId of a GET that returns the resource. Its path parameters are those of this operation. */
    readonly operation: string;
    /** The property of its response that has the state. */
    readonly field: string;
    /** The values of that property during which the conflict lasts. */
    readonly values: readonly string[];
  };
  /** The reason not to use it any more; true if the document gives none. */
  readonly deprecated?: string | true;
  /** Alternatives of scheme names. A request needs all schemes of one alternative. Empty if it needs none. */
  readonly security: readonly (readonly string[])[];
  readonly parameters: readonly OperationParameter[];
  /** The media type of the request body; \`null\` if there is none. */
  readonly consumes: string | null;
  /** The media type of a success; \`null\` if it has no body. */
  readonly produces: string | null;
  /** Present if a success is an array, which can be read element by element. */
  readonly array?: true;
  readonly success: readonly number[];
  readonly errors: readonly number[];
}
`;

/** An operation under one of its ids. */
interface Entry {
  id: string;
  operation: Operation;
  /** Its row in the table. */
  row: ReturnType<typeof toRow>;
}

/**
 * Under a former id stands the same operation, with its present one, by which validators know it. Former ids
 * come first, so that whoever looks up a path or a method among all finds the present one.
 */
function withAliases(api: Api, operation: Operation): Entry[] {
  const deprecation = renamed(operation.id);
  const former = operation.aliases.map(({ id, resource, name }) => ({
    id,
    operation: { ...operation, resource, name, deprecation },
  }));
  return [...former, { id: operation.id, operation }].map((entry) => ({
    ...entry,
    row: toRow(api, entry.operation),
  }));
}

function emitTable(entries: readonly Entry[]): string {
  const rows = entries.map(({ id, operation, row }) => {
    const comment = docComment([deprecatedTag(operation.deprecation)], "  ");
    return `${comment}  ${propertyName(id)}: ${literal(row, 1)},\n`;
  });
  return rows.length === 0 ? "{}" : `{\n${rows.join("")}}`;
}

function toRow(api: Api, operation: Operation) {
  const success = operation.responses.filter(isSuccess);
  return {
    id: operation.id,
    method: sentMethod(operation.method),
    path: operation.path,
    resource: operation.resource,
    name: operation.name,
    tags: operation.tags.length > 0 ? operation.tags : undefined,
    idempotent: operation.idempotent,
    conflictWhile: operation.conflictWhile,
    deprecated: operation.deprecation === "" || operation.deprecation,
    security: operation.security,
    parameters: operation.parameters.map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required,
      style: parameter.style,
      explode: parameter.explode,
      content: Object.keys(objectAt(parameter.object, "content"))[0],
      allowReserved: parameter.allowReserved || undefined,
      pattern: parameter.pattern,
      prefix: parameter.prefix,
      deprecated: parameter.deprecation === "" || parameter.deprecation,
    })),
    consumes: operation.requestBody ? preferJson(operation.requestBody.contentTypes) : null,
    produces: preferJson(answersOf(operation).flatMap((response) => response.contentTypes)),
    array: isArray(api, operation) || undefined,
    success: success.map((response) => Number(response.status)),
    errors: operation.responses.filter(isError).map((response) => Number(response.status)),
  };
}

function isSuccess(response: Response): boolean {
  return /^[23]\d\d$/.test(response.status);
}

/** The responses to a success; where none is of a single status, those to any. */
function answersOf({ responses }: Operation): readonly Response[] {
  const among = [isSuccess, isAnySuccess, isDefault].map((test) => responses.filter(test));
  return among.find((found) => found.length > 0) ?? [];
}

function isAnySuccess({ status }: Response): boolean {
  return status === "2XX";
}

function isDefault({ status }: Response): boolean {
  return status === "default";
}

function isError(response: Response): boolean {
  return /^[45]\d\d$/.test(response.status);
}

function preferJson(contentTypes: readonly string[]): string | null {
  return contentTypes.find((type) => bodyKind(type) === "json") ?? contentTypes[0] ?? null;
}

/** Whether every success that has a JSON body is an array. */
function isArray({ document }: Api, operation: Operation): boolean {
  const schemas = answersOf(operation).flatMap(({ object }) =>
    Object.entries(objectAt(object, "content"))
      .filter(([type]) => bodyKind(type) === "json")
      .map(([, content]) => document.resolve(objectAt(content as JsonObject, "schema"))),
  );
  return schemas.length > 0 && schemas.every((schema) => schema["type"] === "array");
}

/** Of a security scheme, what a client needs at run time. */
function pick(scheme: Record<string, unknown>): object {
  const { type, in: place, name, scheme: http } = scheme;
  return { type, in: place, name, scheme: http };
}

function emitResources(entries: readonly Entry[]): string {
  // Where a former id makes the same method as the present one, the present one stands.
  const members = emitResource(resourceTree(entries), "  ");
  return `/** The operations as a client offers them: by resource and method, each with its types. */\nexport interface Resources {\n${members}}\n`;
}

function emitResource({ methods, resources }: Resource<Entry>, indent: string): string {
  const inner = Array.from(
    resources,
    ([name, resource]) =>
      `${indent}${propertyName(name)}: {\n${emitResource(resource, `${indent}  `)}${indent}};\n`,
  );
  const lines = Array.from(
    methods,
    ([name, { id, operation }]) =>
      `${methodComment(operation, indent)}${indent}${propertyName(name)}: Types[${JSON.stringify(id)}];\n`,
  );
  return [...inner, ...lines].join("");
}

function methodComment(operation: Operation, indent: string): string {
  return docComment(
    [
      operation.summary,
      operation.description,
      `\`${sentMethod(operation.method)} ${operation.path}\``,
      deprecatedTag(operation.deprecation),
    ],
    indent,
  );
}
