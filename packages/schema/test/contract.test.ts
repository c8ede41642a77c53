import { operations, securitySchemes, servers } from "@sandboxes/schema/operations";
import { schemas } from "@sandboxes/schema/schemas";
import { expect, it } from "vitest";

// The documented facts of the API, held against what was generated from the spec.

it("answers on staging unless told otherwise", () => {
  expect(servers.map(({ url }) => url)).toEqual([
    "https://api-staging.superserve.ai",
    "https://api.superserve.ai",
    "http://localhost:8080",
  ]);
});

it("takes the API key in a header", () => {
  expect(securitySchemes).toEqual({ apiKey: { type: "apiKey", in: "header", name: "X-API-Key" } });
});

it("lists sandboxes with a key, and tells its health without one", () => {
  expect(operations.listSandboxes).toMatchObject({
    method: "GET",
    path: "/sandboxes",
    resource: "sandboxes",
    name: "list",
    idempotent: true,
    security: [["apiKey"]],
    success: [200],
    errors: [400, 401, 429, 500],
  });
  expect(operations.getHealth).toMatchObject({
    method: "GET",
    path: "/health",
    security: [],
    success: [200],
  });
});

it("filters by any number of parameters that start with `metadata.`", () => {
  expect(operations.listSandboxes.parameters).toEqual([
    {
      name: "metadata",
      in: "query",
      required: false,
      style: "form",
      explode: true,
      pattern: "^metadata\\.",
      prefix: "metadata.",
    },
  ]);
});

it.each([
  ["id", { type: "string", format: "uuid" }, true],
  ["name", { type: "string" }, true],
  ["status", { type: "string", enum: ["active", "paused", "resuming"] }, true],
  ["vcpu_count", { type: "integer", examples: [123] }, true],
  ["memory_mib", { type: "integer", examples: [123] }, true],
  ["snapshot_id", { type: "string", format: "uuid" }, false],
  ["created_at", { type: "string", format: "date-time", examples: ["2023-11-07T05:31:56Z"] }, true],
  ["timeout_seconds", { type: "integer", format: "int32", examples: [123] }, false],
  ["network", { type: "object", required: ["allow_out", "deny_out"] }, false],
  ["metadata", { type: "object", additionalProperties: { type: "string" } }, true],
] as const)("a sandbox has %s", (name, wanted, always) => {
  const property = schemas.Sandbox.properties[name] as { $ref?: string };
  const target = property.$ref?.split("/").at(-1) as keyof typeof schemas | undefined;
  expect(target ? schemas[target] : property).toMatchObject(wanted);
  expect(schemas.Sandbox.required.some((required) => required === name)).toBe(always);
});

it("has no field beyond the documented ones", () => {
  expect(Object.keys(schemas.Sandbox.properties)).toHaveLength(10);
});
