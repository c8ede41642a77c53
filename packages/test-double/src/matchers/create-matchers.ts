import type { Contract, OperationId } from "../contract/contract.ts";
import {
  type ResponseParts,
  createResponseChecker,
  readParts,
  toVerdict,
} from "./check-response.ts";
import { type ExpectedCall, type Verdict, findCall } from "./find-call.ts";

export type { ExpectedCall, Verdict, WithCalls } from "./find-call.ts";

/** The matchers as methods of `expect(…)`, with the types of the operations. */
export interface ContractMatchers<Types, Result = void> {
  /**
   * Expects that a double received a call of an operation.
   *
   * @param expected the parts of the call that matter. The default is any call.
   * @example
   * expect(double).toHaveCalled("createBook", { body: { title: "Dune" }, times: 1 });
   */
  toHaveCalled<Id extends OperationId<Types>>(
    operation: Id,
    expected?: ExpectedCall<Types, Id>,
  ): Result;
  /**
   * Expects that a `Response`, or the parsed body of one, is valid against the contract. The status, the
   * required headers and the content type of a `Response` are checked too. Needs `await`.
   *
   * @param status the expected status. The default is the status of the `Response`, and 200 for a body.
   * @example
   * await expect(response).toMatchContract("listBooks", 200);
   */
  toMatchContract(operation: OperationId<Types>, status?: number): Promise<void>;
}

/**
 * The functions that `expect.extend` of Vitest and Jest accepts. A type and not an interface, because both
 * ask for an index signature.
 */
export type MatcherFunctions = {
  readonly toHaveCalled: (
    double: unknown,
    operation: string,
    expected?: Readonly<Record<string, unknown>> & { readonly times?: number },
  ) => Verdict;
  readonly toMatchContract: (
    received: unknown,
    operation: string,
    status?: number,
  ) => Promise<Verdict>;
};

/**
 * Creates the matchers of a contract, for `expect.extend` of Vitest or Jest. A failing matcher shows the
 * fields that differ.
 *
 * @example
 * expect.extend(createMatchers(contract));
 * expect(double).toHaveCalled("listBooks", { query: { genre: "sf" } });
 */
export function createMatchers(contract: Contract): MatcherFunctions {
  const checker = createResponseChecker(contract);
  const judge = (operation: string, parts: ResponseParts, status: number | undefined): Verdict =>
    toVerdict(operation, status, checker.problems(operation, parts, status));
  return {
    toHaveCalled: findCall,
    async toMatchContract(received, operation, status) {
      if (received instanceof Response) return judge(operation, await readParts(received), status);
      return judge(operation, { status: status ?? 200, body: received }, status);
    },
  };
}

/** Assertions for test runners without `expect`, such as `node:test`. */
export interface ContractAssertions<Types> {
  /** @throws {Error} with the code `ERR_ASSERTION` if the double received no such call */
  called<Id extends OperationId<Types>>(
    double: { readonly calls: object },
    operation: Id,
    expected?: ExpectedCall<Types, Id>,
  ): void;
  /** @throws {Error} with the code `ERR_ASSERTION` if a `Response` or a body is not valid */
  matchesContract(received: unknown, operation: OperationId<Types>, status?: number): Promise<void>;
}

/**
 * Creates the assertions of a contract, for `node:test`.
 *
 * @example
 * const { called, matchesContract } = createAssertions(contract);
 * called(double, "listBooks", { query: { genre: "sf" } });
 * await matchesContract(response, "listBooks", 200);
 */
export function createAssertions<Types>(contract: Contract<Types>): ContractAssertions<Types> {
  const matchers = createMatchers(contract);
  return {
    called(double, operation, expected) {
      assertPass(findCall(double, operation, expected));
    },
    async matchesContract(received, operation, status) {
      assertPass(await matchers.toMatchContract(received, operation, status));
    },
  };
}

function assertPass({ pass, message }: Verdict): void {
  // `node:assert` is not imported, because this file also runs in browsers.
  if (!pass)
    throw Object.assign(new Error(message()), { name: "AssertionError", code: "ERR_ASSERTION" });
}
