import { type Operation, operations } from "@sandboxes/schema/operations";
import { expect, test } from "vitest";
import { credentials } from "./credentials.ts";
import { MissingApiKeyError } from "./errors/missing-api-key-error.ts";

function asking(security: string[][]): Operation {
  return { ...operations.listSandboxes, security };
}

test.each([
  ["nothing", [], "sk", {}],
  ["nothing, without a key", [], undefined, {}],
  ["a key", [["apiKey"]], "sk", { "x-api-key": "sk" }],
  ["a key or nothing", [[], ["apiKey"]], "sk", { "x-api-key": "sk" }],
  ["a key or nothing, without a key", [["apiKey"], []], undefined, {}],
])("an operation that asks for %s", (_, security, apiKey, wanted) => {
  expect(credentials(asking(security), apiKey)).toEqual(wanted);
});

test("without the key that is asked for it says where to put one", () => {
  const call = (): unknown => credentials(operations.listSandboxes, undefined);
  expect(call).toThrow(MissingApiKeyError);
  expect(call).toThrow(
    "listSandboxes needs an API key: set the environment variable SUPERSERVE_API_KEY, or pass `apiKey` to createClient().",
  );
});
