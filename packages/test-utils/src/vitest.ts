import type { Listener } from "@sandboxes/test-double";
import { type TestAPI, test as base, expect } from "vitest";
import { type TestApi, type TestApiOptions, createTestApi } from "./create-test-api.ts";
import { type SandboxMatchers, matchers } from "./matchers.ts";

declare module "vitest" {
  // The parameters must be those of Vitest.
  interface Matchers<
    R extends void | Promise<void> = void | Promise<void>,
    T = unknown,
  > extends SandboxMatchers<R> {}
}

expect.extend(matchers);

/** The fixtures of a test. */
export interface ApiFixtures {
  /** A new test API. Its sockets are closed after the test. */
  readonly api: TestApi;
  /**
   * Options for the API. `test.override` sets them for a suite.
   *
   * @default {}
   */
  readonly apiOptions: TestApiOptions;
  /**
   * Whether the test fails if it created a sandbox and did not delete it.
   *
   * @default false
   */
  readonly requireCleanup: boolean;
}

/**
 * The `test` of Vitest, with a fresh API for each test that asks for `api`. A request that the spec does
 * not define fails the test.
 *
 * @throws {SeedError} in the test, when the API could not have a seed
 * @example
 * test.override({ apiOptions: { sandboxes: [{ name: "demo" }] } });
 * test("lists", async ({ api }) => {
 *   expect(await createClient(api).sandboxes.list()).toHaveLength(1);
 * });
 */
export const test: TestAPI<ApiFixtures> = base.extend<ApiFixtures>({
  apiOptions: {},
  requireCleanup: false,
  api: async ({ apiOptions, requireCleanup }, use) => {
    const api = await createTestApi(apiOptions);
    const listeners: Listener[] = [];
    const { listen: start } = api;
    const listen: TestApi["listen"] = async (where) => {
      const listener = await start(where);
      listeners.push(listener);
      return listener;
    };
    await use(Object.assign(api, { listen }));
    await Promise.all(listeners.map(async (listener) => await listener.close()));
    api.verify();
    if (requireCleanup) api.verifyCleanup();
  },
});
