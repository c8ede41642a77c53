import type { ResponseParts } from "../matchers/check-response.ts";

/** An API to check. */
export interface Target {
  /** The base URL, such as `https://api.example/v1`. */
  readonly baseUrl: string;
  /**
   * The headers with the credentials, such as `{ "X-API-Key": key }`. The checks also send requests without
   * them.
   *
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default the global `fetch` */
  readonly fetch?: typeof globalThis.fetch;
}

/** The parts of a request of a check. */
export interface CallOptions {
  readonly path?: Readonly<Record<string, string>>;
  /** The query as it is sent, without the question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value for a JSON body. */
  readonly body?: unknown;
  /** A body that is sent as it is, with the content type of JSON. */
  readonly rawBody?: string;
  /** The credentials: those of the target, none, or wrong ones. The default is those of the target. */
  readonly credentials?: "valid" | "none" | "wrong";
}

/** Sends requests for one check, and compares each response with the contract. */
export interface CheckContext {
  /**
   * Calls an operation. A rate limit is waited for.
   *
   * @throws {CheckFailure} if the response breaks the contract
   */
  call(operation: string, options?: CallOptions): Promise<ResponseParts>;
  /** Runs a function after the check, whatever its outcome. The last one runs first. */
  onEnd(cleanUp: () => Promise<unknown>): void;
  /** Ends the check without a verdict. */
  skip(reason: string): never;
  /** @throws {CheckFailure} with the message, if the condition is false */
  require(condition: boolean, message: string): void;
}

/** One check of a suite. */
export interface Check {
  /** A unique name, which sorts and filters: `listBooks: filters by genre`. */
  readonly name: string;
  /** The sentence that it checks, or the place in the document. */
  readonly cites: string;
  run(context: CheckContext): Promise<void>;
}

/** The reason why a check failed. */
export class CheckFailure extends Error {
  override readonly name = "CheckFailure";
}

/** Ends a check without a verdict. */
export class CheckSkipped extends Error {
  override readonly name = "CheckSkipped";
}

/** A request of a check and its response. */
export interface Exchange {
  readonly operation: string;
  readonly status: number;
  readonly body: unknown;
}

/** The result of one check. */
export interface CheckResult {
  readonly name: string;
  readonly cites: string;
  readonly outcome: "pass" | "fail" | "not checked";
  /** The reason, unless it passed. */
  readonly message?: string;
  readonly milliseconds: number;
  readonly exchanges: readonly Exchange[];
}

/** Whether a status of an operation was seen, and which of its fields. */
export interface StatusCoverage {
  readonly operation: string;
  readonly status: string;
  readonly covered: boolean;
  /** The fields of the body that were seen at least once, such as `error.code`. */
  readonly fields: readonly string[];
  /** The documented fields that were never seen. */
  readonly missing: readonly string[];
}

/** The results of a suite on one target. */
export interface Report {
  readonly target: string;
  readonly results: readonly CheckResult[];
  readonly coverage: readonly StatusCoverage[];
}
