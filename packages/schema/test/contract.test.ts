import { operations, securitySchemes, servers } from "@sandboxes/schema/operations";
import { schemas } from "@sandboxes/schema/schemas";
import { requests } from "@sandboxes/schema/validators";
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
    errors: [400, 401, 413, 429, 431, 500, 503],
  });
  expect(operations.getHealth).toMatchObject({
    method: "GET",
    path: "/health",
    security: [],
    success: [200],
  });
});

it("filters by any number of parameters that start with `metadata.`", () => {
  const [metadata, ...others] = operations.listSandboxes.parameters;
  expect(metadata).toEqual({
    name: "metadata",
    in: "query",
    required: false,
    style: "form",
    explode: true,
    pattern: "^metadata\\.",
    prefix: "metadata.",
  });
  expect(others.map(({ name, required }) => [name, required])).toEqual([
    ["status", false],
    ["limit", false],
    ["offset", false],
  ]);
});

it.each([
  ["id", { type: "string", format: "uuid" }, true],
  ["name", { type: "string" }, true],
  [
    "status",
    {
      type: "string",
      enum: ["active", "paused", "resuming", "starting", "pausing", "failed"],
    },
    true,
  ],
  ["vcpu_count", { type: "integer", examples: [2] }, true],
  ["memory_mib", { type: "integer", examples: [2048] }, true],
  ["snapshot_id", { type: "string", format: "uuid" }, false],
  ["created_at", { type: "string", format: "date-time" }, true],
  ["timeout_seconds", { type: "integer", format: "int32", examples: [3600] }, false],
  ["auto_delete_seconds", { type: "integer", format: "int32", examples: [86_400] }, false],
  ["auto_delete_at", { type: "string", format: "date-time" }, false],
  ["network", { type: "object" }, false],
  ["metadata", { type: "object", additionalProperties: { type: "string" } }, true],
] as const)("a sandbox has %s", (name, wanted, always) => {
  const property = schemas.Sandbox.properties[name] as { $ref?: string };
  const target = property.$ref?.split("/").at(-1) as keyof typeof schemas | undefined;
  expect(target ? schemas[target] : property).toMatchObject(wanted);
  expect(schemas.Sandbox.required.some((required) => required === name)).toBe(always);
});

it("has network rules of which each list is optional, in requests and in responses", () => {
  const { NetworkConfig, NetworkRules } = schemas;
  for (const schema of [NetworkConfig, NetworkRules]) {
    expect(Object.keys(schema.properties)).toEqual(["allow_out", "deny_out"]);
    expect(schema).not.toHaveProperty("required");
  }
});

it.each([
  [
    "createSandbox",
    ["from_template", "timeout_seconds", "auto_delete_seconds", "metadata", "env_vars", "network"],
  ],
  ["updateSandbox", ["timeout_seconds", "auto_delete_seconds", "metadata", "network"]],
  ["execSandbox", ["args", "env", "working_dir", "timeout_s"]],
  ["execSandboxStream", ["args", "env", "working_dir", "timeout_s"]],
] as const)("%s takes null for each optional field", (id, optional) => {
  const required = { createSandbox: { name: "a" }, updateSandbox: {} };
  const body = { ...(id in required ? required[id as "createSandbox"] : { command: "a" }) };
  for (const field of optional)
    expect(requests[id].body.issues({ ...body, [field]: null })).toEqual([]);
  for (const field of Object.keys(body))
    expect(requests[id].body.is({ ...body, [field]: null })).toBe(false);
});

it("takes null for each list of network rules", () => {
  const network = { allow_out: null, deny_out: null };
  expect(requests.createSandbox.body.issues({ name: "a", network })).toEqual([]);
  expect(requests.updateSandbox.body.issues({ network })).toEqual([]);
});

it.each([
  ["createSandbox", 404],
  ["createSandbox", 409],
  ["listSandboxes", 413],
  ["execSandbox", 431],
] as const)("%s may return %i", (id, status) => {
  expect(operations[id].errors).toContain(status);
});

it("filters within the limits of metadata", () => {
  const { Metadata } = schemas;
  const { maxLength } = Metadata.propertyNames;
  const long = (length: number): string => "x".repeat(length);
  const query = (metadata: object): boolean => requests.listSandboxes.query.is({ metadata });
  const most = Object.fromEntries(
    Array.from({ length: Metadata.maxProperties }, (_, index) => [`metadata.k${index}`, ""]),
  );
  expect(query(most)).toBe(true);
  expect(query({ ...most, "metadata.more": "" })).toBe(false);
  expect(query({ [`metadata.${long(maxLength)}`]: "" })).toBe(true);
  expect(query({ [`metadata.${long(maxLength + 1)}`]: "" })).toBe(false);
  expect(query({ "metadata.a": long(Metadata.additionalProperties.maxLength) })).toBe(true);
  expect(query({ "metadata.a": long(Metadata.additionalProperties.maxLength + 1) })).toBe(false);
  expect(query({ "metadata.a\0": "" })).toBe(false);
});

it("has no field beyond the documented ones", () => {
  expect(Object.keys(schemas.Sandbox.properties)).toHaveLength(12);
});
