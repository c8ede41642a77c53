import type { ApiList } from "./api-list.ts";
import type { ApiPromise } from "./api-promise.ts";
import type { CallOptions } from "./call-options.ts";
import type { BodyOf, DataOf, PathOf, QueryOf, Requires } from "./operation-types.ts";

/**
 * The methods of a client: for each operation under its resource one function, which takes
 *
 * 1. the path parameters, in the order of the path,
 * 2. the JSON body, or, where there is none, the query parameters,
 * 3. the options of the call; the query parameters too, where 2. is a body.
 *
 * The mapped types keep the doc comments of `Resources`.
 *
 * @typeParam Resources the operations' types by resource and method, as they are generated
 * @typeParam Table the generated operation table, which knows paths and prefixes
 */
export type ResourceMethods<Resources, Table> = {
  readonly [Resource in keyof Resources]: {
    readonly [Name in keyof Resources[Resource]]: Method<
      Resources[Resource][Name],
      RowOf<Table, Resource, Name>,
      Resources[Resource]
    >;
  };
};

type Method<Op, Row, Methods> = (
  ...args: [
    ...PathArguments<PathTemplate<Row>, PathOf<Op>>,
    ...InputArgument<Op, Row>,
    ...OptionsArgument<Op, Row>,
  ]
) => ResultOf<DataOf<Op>, Row, Methods>;

/**
 * What `await using` ends: `AsyncDisposable`. Nothing where a program's `lib` has no such thing, so
 * that it compiles there too.
 */
export type DeletedAtEnd = SymbolConstructor extends {
  readonly asyncDispose: infer Key extends symbol;
}
  ? { readonly [Name in Key]: () => PromiseLike<void> }
  : unknown;

/** Events and arrays can be iterated; what was created can be deleted at the end of a scope. */
type ResultOf<Data, Row, Methods> = [Data] extends [AsyncIterable<unknown>]
  ? Data
  : Row extends { array: true }
    ? ApiList<Extract<Data, readonly unknown[]>>
    : Row extends { success: readonly [201, ...unknown[]] }
      ? ApiPromise<Methods extends { delete: unknown } ? Data & DeletedAtEnd : Data>
      : ApiPromise<Data>;

type RowOf<Table, Resource, Name> = Extract<Table[keyof Table], { resource: Resource; name: Name }>;

type PathTemplate<Row> = Row extends { path: infer Path } ? Path : never;

type PathArguments<Path, Values> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? [id: Values[Name & keyof Values], ...PathArguments<Rest, Values>]
  : [];

type InputArgument<Op, Row> = [BodyOf<Op>] extends [never]
  ? [QueryOf<Op>] extends [never]
    ? []
    : RequiresQuery<Op> extends true
      ? [query: FriendlyQuery<Op, Row>]
      : [query?: FriendlyQuery<Op, Row>]
  : Requires<Op, "requestBody"> extends true
    ? [body: BodyOf<Op>]
    : [body?: BodyOf<Op>];

type OptionsArgument<Op, Row> = [BodyOf<Op>] extends [never]
  ? [options?: CallOptions]
  : [QueryOf<Op>] extends [never]
    ? [options?: CallOptions]
    : RequiresQuery<Op> extends true
      ? [options: CallOptions & { query: FriendlyQuery<Op, Row> }]
      : [options?: CallOptions & { query?: FriendlyQuery<Op, Row> }];

type RequiresQuery<Op> = Op extends { parameters: infer Parameters }
  ? Requires<Parameters, "query">
  : false;

/**
 * The query parameters, without the prefix that the names of a parameter's properties share.
 * Inferred once more, so that an editor shows what comes of it and not how.
 */
type FriendlyQuery<Op, Row> =
  QueryOf<Op> extends infer Query
    ? {
        [Name in keyof Query]: [PrefixOf<Row, Name>] extends [never]
          ? Query[Name]
          : WithoutPrefix<Query[Name], PrefixOf<Row, Name>>;
      }
    : never;

type PrefixOf<Row, Name> = Row extends { parameters: readonly (infer Parameter)[] }
  ? Parameter extends { name: Name; prefix: infer Prefix extends string }
    ? Prefix
    : never
  : never;

type WithoutPrefix<Values, Prefix extends string> = Values extends infer Value
  ? { [Key in keyof Value as Key extends `${Prefix}${infer Rest}` ? Rest : never]: Value[Key] }
  : never;
