import type { components, operations } from "@sandboxes/schema";
import type { operations as table } from "@sandboxes/schema/operations";
import type { schemas } from "@sandboxes/schema/schemas";
import type { JsonArray } from "./response/json-array.ts";
import type { MaybePromise } from "./maybe-promise.ts";
import type { WithoutNulls } from "./request/without-nulls.ts";
import type { Streamed } from "./response/streamed.ts";

type OperationId = keyof operations;

/** One call of an operation, without its inputs. */
export interface Call {
  /** Aborted when the caller goes away. Its signal is created on first use. */
  readonly request: Pick<Request, "signal">;
  /** ID of the team of the API key; `""` where an operation needs no key. */
  readonly team: string;
  readonly requestId: string;
}

type Responses<Id extends OperationId> = operations[Id]["responses"];

/** The body of an operation's success, as the spec has it; `void` where it has none. */
export type Success<Id extends OperationId> = Responses<Id>[keyof Responses<Id> &
  (typeof table)[Id]["success"][0]] extends { content: infer Content }
  ? Content extends { "application/json": infer Data }
    ? Data
    : Streamed
  : void;

type Parameters<Id extends OperationId> = operations[Id]["parameters"];
type In<Id extends OperationId, Place extends keyof Parameters<Id>> = [
  NonNullable<Parameters<Id>[Place]>,
] extends [never]
  ? unknown
  : NonNullable<Parameters<Id>[Place]>;

type BodyFields<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { "application/json": infer Content } };
}
  ? WithoutNulls<Content, SchemaOf<Content>>
  : unknown;

type Components = components["schemas"];
/** The schema of a named type, as the spec has it. */
type SchemaOf<Type> = {
  [Name in keyof Components]: IsSame<Components[Name], Type> extends true
    ? (typeof schemas)[Name]
    : never;
}[keyof Components];
/** Types whose properties are all optional extend each other, so the names of the properties count too. */
type IsSame<One, Other> = [One, keyof One] extends [Other, keyof Other]
  ? [Other, keyof Other] extends [One, keyof One]
    ? true
    : false
  : false;

type Flat<Value> = { [Key in keyof Value]: Value[Key] };

/** All inputs of an operation by name: its parameters, and the properties of its request body. */
export type Inputs<Id extends OperationId> = Flat<
  In<Id, "path"> & In<Id, "query"> & In<Id, "header"> & BodyFields<Id>
>;

/** An object without properties: an input that is left in it does not compile. */
export type NothingLeft = Readonly<Record<string, never>>;

/** The result of a handler. Only `reply` makes one. */
export interface Handled<Body> {
  readonly unread: NothingLeft;
  readonly body: MaybePromise<Body>;
}

/**
 * Makes the result of a handler.
 *
 * @param unread the inputs that the handler has not destructured. The compiler refuses any: a parameter
 * or a body field that the spec adds must be read before the server compiles again.
 * @param body the body of the response
 * @example
 * getSandbox: ({ sandbox_id, ...unread }, { team }) => reply(unread, sandboxes.get(team, sandbox_id))
 */
export function reply<Body>(unread: NothingLeft, body: MaybePromise<Body>): Handled<Body> {
  return { unread, body };
}

/** A handler for each operation of the spec. A missing one does not compile. */
export type Handlers = {
  readonly [Id in OperationId]: (
    inputs: Inputs<Id>,
    call: Call,
  ) => Handled<Success<Id> | Streamed | JsonArray>;
};
