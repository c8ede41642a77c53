/** A JSON object of the document. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Something that is wrong with a value: what, and where in it. */
export interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** A generated validator, as much of it as the double uses. */
export interface Validator {
  is(value: unknown): boolean;
  issues(value: unknown, most?: number): readonly Issue[];
}

/** A row of the generated operation table, as much of it as the double uses. */
export interface OperationRow {
  /** The `operationId`. */
  readonly id: string;
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The path, with `{name}` for each path parameter. */
  readonly path: string;
}

/** The validators of what an operation takes. */
interface RequestValidators {
  readonly path?: Validator;
  readonly query?: Validator;
  readonly header?: Validator;
  readonly cookie?: Validator;
  readonly body?: Validator;
}

/**
 * An API as data: what the generated artefacts say about it. The artefact `contract` of
 * `@sandboxes/codegen` is one.
 */
export interface Contract<Types = unknown> {
  /** The types of the operations by id. It exists for the compiler only. */
  readonly types?: Types | undefined;
  readonly operations: Readonly<Record<string, OperationRow>>;
  readonly requests: Readonly<Record<string, RequestValidators>>;
  /** By operation and status. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, Validator>>>>;
  /** The document in one piece, in the dialect of OpenAPI 3.1. */
  readonly document: JsonObject;
}

/** The ids of the operations of a contract. */
export type OperationId<Types> = unknown extends Types ? string : keyof Types & string;
