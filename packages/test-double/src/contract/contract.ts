/** A JSON object of the document. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A validation error: the message, and the path in the value. */
export interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** The part of a generated validator that the double uses. */
export interface Validator {
  is(value: unknown): boolean;
  issues(value: unknown, most?: number): readonly Issue[];
}

/** The part of a row of the generated operation table that the double uses. */
export interface OperationRow {
  /** The `operationId`. */
  readonly id: string;
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The path, with `{name}` for each path parameter. */
  readonly path: string;
}

/** The validators for the input of an operation. */
interface RequestValidators {
  readonly path?: Validator;
  readonly query?: Validator;
  readonly header?: Validator;
  readonly cookie?: Validator;
  readonly body?: Validator;
}

/**
 * A description of an API as data, built from the generated artefacts. The artefact `contract` of
 * `@sandboxes/codegen` has this type.
 */
export interface Contract<Types = unknown> {
  /** The types of the operations by id. Exists only at compile time. */
  readonly types?: Types | undefined;
  readonly operations: Readonly<Record<string, OperationRow>>;
  readonly requests: Readonly<Record<string, RequestValidators>>;
  /** The response validators, by operation and status. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, Validator>>>>;
  /** The bundled document, as OpenAPI 3.1. */
  readonly document: JsonObject;
}

/** The ids of the operations of a contract. */
export type OperationId<Types> = unknown extends Types ? string : keyof Types & string;
