import type { DoubleRequest } from "../request/double-request.ts";

/** A received request and its response. */
export interface RecordedCall extends DoubleRequest {
  /** The status of the response. `undefined` before the response and after a broken connection. */
  status: number | undefined;
}

/** The parameters of an operation by location, and its body, as openapi-typescript types them. */
type Place<Operation, Name extends string> = Operation extends {
  readonly parameters: { readonly [Key in Name]?: infer Values };
}
  ? NonNullable<Values>
  : Readonly<Record<string, unknown>>;

/**
 * An object parameter whose property names have a prefix on the wire, such as `labels.env`, is recorded
 * without it: a pattern such as `labels.${string}` becomes any name.
 */
type WithoutPrefixes<Values> = { readonly [Name in keyof Values]: WithoutPrefix<Values[Name]> };

type WithoutPrefix<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value as IsPattern<Key> extends true ? string : Key]: Value[Key] }
    : Value;

/** Whether a key is a pattern and not one name: what is left behind its prefix is any string. */
type IsPattern<Key> = Key extends `${infer _}${infer Rest}`
  ? IsPattern<Rest>
  : string extends Key
    ? true
    : false;

type BodyOf<Operation> = Operation extends {
  readonly requestBody?: { readonly content: infer Content } | undefined;
}
  ? Content[keyof Content]
  : unknown;

/** A call with the types of its operation. */
export interface TypedCall<Operation> extends Omit<
  RecordedCall,
  "path" | "query" | "header" | "cookie" | "body"
> {
  readonly path: Place<Operation, "path">;
  readonly query: WithoutPrefixes<Place<Operation, "query">>;
  readonly header: Place<Operation, "header">;
  readonly cookie: Place<Operation, "cookie">;
  readonly body: BodyOf<Operation>;
}

/** The calls of a double by operation, oldest first. */
export type Calls<Types> = unknown extends Types
  ? Readonly<Record<string, readonly RecordedCall[]>>
  : { readonly [Id in keyof Types]: readonly TypedCall<Types[Id]>[] };

/** Records the calls of a double. */
export interface CallLog {
  readonly calls: Readonly<Record<string, readonly RecordedCall[]>>;
  /** @returns all calls in the order in which they arrived */
  all(): readonly RecordedCall[];
  add(request: DoubleRequest): RecordedCall;
  /** Resolves once an operation has been called that many times since the last `clear`. */
  waitFor(operation: string, times: number): Promise<RecordedCall>;
  clear(): void;
}

/** Creates a call log for the operations of a contract. */
export function createCallLog(operations: readonly string[]): CallLog {
  const calls: Record<string, RecordedCall[]> = Object.fromEntries(
    operations.map((id) => [id, []]),
  );
  let all: RecordedCall[] = [];
  const waiters = new Set<() => void>();
  return {
    calls,
    all: () => [...all],
    add(request) {
      // The parts of the request are lazy getters, so the entry inherits them instead of copying them.
      const entry = Object.assign(Object.create(request) as DoubleRequest, {
        status: undefined as number | undefined,
      });
      (calls[request.operation] ??= []).push(entry);
      all.push(entry);
      for (const check of waiters) check();
      return entry;
    },
    waitFor: (operation, times) =>
      new Promise((resolve) => {
        const check = (): void => {
          const found = calls[operation]?.[times - 1];
          if (!found) return;
          waiters.delete(check);
          resolve(found);
        };
        waiters.add(check);
        check();
      }),
    clear() {
      for (const list of Object.values(calls)) list.length = 0;
      all = [];
    },
  };
}
