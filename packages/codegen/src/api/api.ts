import type { FixedMethod } from "../document/objects/methods.ts";
import type { ApiDocument, JsonObject } from "../document/read-document.ts";

/** An HTTP method: one with a field of its own in lower case, any other one as it is sent, such as `COPY`. */
export type Method = FixedMethod | (string & {});

/**
 * The representation of a document that every artefact is emitted from.
 */
export interface Api {
  title: string;
  version: string;
  servers: readonly Server[];
  securitySchemes: ReadonlyMap<string, JsonObject>;
  schemas: readonly Schema[];
  operations: readonly Operation[];
  tags: readonly Tag[];
  /** The places of code and message in an error response, from `x-errors`. */
  errors: ErrorWords | undefined;
  /** The description itself, bundled, in the dialect of 3.1. */
  document: ApiDocument;
}

/** A declared tag (OpenAPI 3.2.0, "Tag Object"). */
export interface Tag {
  name: string;
  /** A short title. */
  summary: string | undefined;
  description: string | undefined;
  /** The name of the tag above it. */
  parent: string | undefined;
  /** Its purpose, such as `nav` or `audience`. */
  kind: string | undefined;
}

export interface Server {
  /** A name for people (OpenAPI 3.2). */
  name: string | undefined;
  /** With `{name}` for each variable. */
  url: string;
  description: string;
  variables: readonly ServerVariable[];
}

/** A part of a server's URL that the caller chooses (OpenAPI 3.1.1, "Server Variable Object"). */
export interface ServerVariable {
  name: string;
  default: string;
  /** The values it can have. Empty for any. */
  values: readonly string[];
}

/** The content of `x-errors`. */
export interface ErrorWords {
  /** The keys that lead to the code in the JSON of an error response. */
  code: readonly string[] | undefined;
  /** The keys that lead to the message. */
  message: readonly string[] | undefined;
  /** Codes after which waiting does not help, whatever the status. */
  final: readonly string[];
}

/** The way an operation returns one page of a list, and the next page is requested. */
export type Pagination = {
  /** The keys that lead to the items in a page. Empty if the page is the list. */
  items: readonly string[];
} & (
  | { kind: "cursor"; parameter: string; next: readonly string[] }
  | { kind: "header"; parameter: string; header: string }
  | { kind: "last"; parameter: string; last: readonly string[]; more: readonly string[] }
  | {
      kind: "offset";
      parameter: string;
      /** The parameter without which a response is the full list. */
      limit?: string;
    }
  | { kind: "page"; parameter: string }
  | { kind: "url"; url: readonly string[] }
  | { kind: "link" }
);

/** A named schema. */
export interface Schema {
  /** As the description has it. */
  name: string;
  /** As TypeScript has it. */
  typeName: string;
  /** The reason why it is deprecated: `""` if the document gives none, `undefined` if it is not. */
  deprecation: string | undefined;
  /** Its former names, from `x-aliases`. */
  aliases: SchemaAlias[];
  schema: JsonObject;
}

/** A former name of a schema. */
export interface SchemaAlias {
  name: string;
  typeName: string;
}

export interface Operation {
  /** The `operationId`, or one made from method and path where there is none. */
  id: string;
  method: Method;
  path: string;
  /** The place of its method in a client, such as `projects.tasks`. */
  resource: string;
  /** The client's method. */
  name: string;
  summary: string | undefined;
  description: string | undefined;
  /** The names of its tags. */
  tags: readonly string[];
  /** The reason why it is deprecated: `""` if the document gives none, `undefined` if it is not. */
  deprecation: string | undefined;
  /** Its former names, from `x-aliases`. */
  aliases: OperationAlias[];
  /** When a 409 is temporary, from `x-conflict-while`. */
  conflictWhile: ConflictWhile | undefined;
  /**
   * Whether sending it twice has the same effect as sending it once: by its method, unless
   * `x-idempotent` says otherwise.
   */
  idempotent: boolean;
  /** Alternatives; all schemes of one alternative must be met. Empty when nothing is needed. */
  security: readonly (readonly string[])[];
  parameters: readonly Parameter[];
  /** Query strings that no artefact has, because they are not written as a form. */
  querystrings: readonly JsonObject[];
  requestBody: RequestBody | undefined;
  responses: readonly Response[];
  /** Servers of the operation or its path, in place of those of the document. */
  servers: readonly Server[];
  /** Its pagination, from `x-pagination` or derived. */
  pagination: Pagination | undefined;
  /** The end of its stream of events, from `x-stream`. */
  stream:
    | {
        end: string | JsonObject | undefined;
        /** The keys that lead to a field that only an event about a failure has. */
        error: readonly string[] | undefined;
      }
    | undefined;
  /** The operation that deletes its result, from `x-deleted-by`. */
  deletedBy:
    | { operation: string; parameters: readonly (readonly [string, readonly string[]])[] }
    | undefined;
  /** The header that carries an idempotency key. */
  idempotencyKey: string | undefined;
  object: JsonObject;
}

/** The state of a resource during which an operation returns 409. */
export interface ConflictWhile {
  /** The operationId of a GET that returns the resource. Its path parameters are those of this operation. */
  operation: string;
  /** The property of its response that has the state. */
  field: string;
  /** The values of that property during which the conflict lasts. */
  values: readonly string[];
}

/** A former name of an operation. */
export interface OperationAlias {
  id: string;
  resource: string;
  name: string;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required: boolean;
  /** The reason why it is deprecated: `""` if the document gives none, `undefined` if it is not. */
  deprecation: string | undefined;
  style: string;
  explode: boolean;
  allowReserved: boolean;
  /** Of an exploded object with free names: the pattern that each name matches. */
  pattern: string | undefined;
  /** The beginning of each name, if the pattern asks for no more. */
  prefix: string | undefined;
  object: JsonObject;
}

export interface RequestBody {
  required: boolean;
  contentTypes: readonly string[];
  object: JsonObject;
}

export interface Response {
  /** Such as `200`, `4XX` or `default`. */
  status: string;
  contentTypes: readonly string[];
  object: JsonObject;
}
