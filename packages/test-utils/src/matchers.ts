import type { operations } from "@sandboxes/schema";
import { contract } from "@sandboxes/schema/contract";
import {
  type ContractAssertions,
  type ContractMatchers,
  type MatcherFunctions,
  createAssertions,
  createMatchers,
} from "@sandboxes/test-double/matchers";

/**
 * The matchers of the sandboxes API as methods of `expect(…)`, for the types of Jest:
 *
 * @example
 * declare module "expect" {
 *   interface Matchers<R extends void | Promise<void>> extends SandboxMatchers<R> {}
 * }
 */
export interface SandboxMatchers<Result = void> extends ContractMatchers<operations, Result> {}

/**
 * The functions `toHaveCalled` and `toMatchContract` for `expect.extend`. With Vitest, an import of
 * `@sandboxes/test-utils/vitest` adds them, with their types.
 *
 * @example
 * expect.extend(matchers);
 * expect(api).toHaveCalled("listSandboxes", { query: { metadata: { env: "prod" } } });
 */
export const matchers: MatcherFunctions = createMatchers(contract);

const assertions: ContractAssertions<operations> = createAssertions<operations>(contract);

/**
 * Asserts that a test API received a call, for test runners without `expect`, such as `node:test`.
 *
 * @throws {Error} with the code `ERR_ASSERTION`. The message names the fields that differ.
 * @example
 * called(api, "createSandbox", { body: { name: "demo" }, times: 1 });
 */
export const called: ContractAssertions<operations>["called"] = assertions.called;

/**
 * Asserts that a `Response`, or the parsed body of one, is valid against the spec.
 *
 * @throws {Error} with the code `ERR_ASSERTION`. The message names the fields that are not valid.
 * @example
 * await matchesContract(response, "listSandboxes", 200);
 */
export const matchesContract: ContractAssertions<operations>["matchesContract"] =
  assertions.matchesContract;
