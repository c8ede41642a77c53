import type { ApiError } from "../../errors/api-error.ts";
import type { FailedAttempt } from "../../errors/client-error.ts";
import type { CallOptions } from "../../options/call-options.ts";
import type { BodyOf, DataOf, Requires } from "../operation-types.ts";

/**
 * The API by method and path, for each HTTP method that an operation has.
 *
 * @typeParam Paths the generated types by path and method
 * @typeParam Code the error codes of the API
 */
export type RawClient<Paths, Code extends string = string> = {
  readonly [
    Method in HttpMethod as PathsWith<Paths, Method> extends never ? never : Uppercase<Method>
  ]: <Path extends PathsWith<Paths, Method>>(
    path: Path,
    ...init: RawArguments<OperationAt<Paths, Path, Method>>
  ) => Promise<RawResult<DataOf<OperationAt<Paths, Path, Method>>, Code>>;
};

/** The result of a call for any status: `data` of a success, otherwise `error`, and the attempts that failed. */
export type RawResult<Data, Code extends string = string> =
  | { data: Data; error?: never; response: Response; attempts: readonly FailedAttempt[] }
  | {
      data?: never;
      error: ApiError<Code>;
      response: Response;
      attempts: readonly FailedAttempt[];
    };

type HttpMethod =
  | "get"
  | "put"
  | "post"
  | "delete"
  | "options"
  | "head"
  | "patch"
  | "trace"
  | "query";

type PathsWith<Paths, Method extends HttpMethod> = {
  [Path in keyof Paths]: Requires<Paths[Path], Method> extends true ? Path : never;
}[keyof Paths];

type OperationAt<Paths, Path extends keyof Paths, Method extends HttpMethod> = Paths[Path][Method &
  keyof Paths[Path]];

type RawArguments<Op> = {} extends RawInit<Op> ? [init?: RawInit<Op>] : [init: RawInit<Op>];

/** Inferred once more, so that an editor shows the result and not the steps. */
type RawInit<Op> = RawParameters<Op> & RawBody<Op> & CallOptions extends infer Init
  ? { [Key in keyof Init]: Init[Key] }
  : never;

type RawParameters<Op> = Op extends { parameters: infer Parameters }
  ? {} extends Parameters
    ? { params?: Parameters }
    : { params: Parameters }
  : {};

type RawBody<Op> = [BodyOf<Op>] extends [never]
  ? { body?: never }
  : Requires<Op, "requestBody"> extends true
    ? { body: BodyOf<Op> }
    : { body?: BodyOf<Op> };
