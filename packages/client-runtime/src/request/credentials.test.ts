import type { OperationRequest } from "@sandboxes/schema/operations";
import { expect, test } from "vitest";
import { addCredentials } from "./credentials.ts";
import { MissingApiKeyError } from "./errors/missing-api-key-error.ts";
import { operation } from "./fixtures/operation.ts";

test.each<[string, Partial<OperationRequest>, string | undefined, object]>([
  ["nothing", { keyHeaders: [] }, "sk", {}],
  ["nothing, without a key", { keyHeaders: [] }, undefined, {}],
  ["a key", { keyHeaders: ["x-api-key"] }, "sk", { "x-api-key": "sk" }],
  ["a key or nothing", { keyOptional: true }, "sk", { "x-api-key": "sk" }],
  ["a key or nothing, without a key", { keyOptional: true }, undefined, {}],
])("an operation that asks for %s", (_, row, apiKey, wanted) => {
  const headers = {};
  addCredentials(headers, operation({ keyHeaders: ["x-api-key"], ...row }), apiKey);
  expect(headers).toEqual(wanted);
});

test("without the key that is asked for it says where to put one", () => {
  const call = (): unknown =>
    addCredentials({}, operation({ id: "listSandboxes", keyHeaders: ["x-api-key"] }), undefined);
  expect(call).toThrow(MissingApiKeyError);
  expect(call).toThrow("listSandboxes needs an API key.");
  expect(call).toThrow(
    expect.objectContaining({ hint: "Set `apiKey` (SUPERSERVE_API_KEY).", attempts: [] }),
  );
});
