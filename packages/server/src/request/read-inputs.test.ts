import type { Operation, OperationParameter } from "@sandboxes/schema/operations";
import type { Issue, Validator } from "@sandboxes/schema/validators";
import { describe, expect, it } from "vitest";
import { readInputs } from "./read-inputs.ts";

const parameter = (name: string, place: OperationParameter["in"]): OperationParameter => ({
  name,
  in: place,
  required: false,
  style: place === "header" ? "simple" : "form",
  explode: true,
});

/** A validator of an object, with one check per property. */
function validator(
  tests: Readonly<Record<string, (value: unknown) => boolean>>,
): Validator<unknown> {
  const issues = (value: unknown): Issue[] =>
    Object.entries(tests)
      .filter(([name, test]) => !test((value as Record<string, unknown>)[name]))
      .map(([name]) => ({ message: "is wrong", path: [name] }));
  const is = (value: unknown): value is unknown => issues(value).length === 0;
  return {
    is,
    issues,
    "~standard": { version: 1, vendor: "sandboxes-codegen", validate: (value) => ({ value }) },
  };
}

const isLimit = (value: unknown): boolean =>
  value === undefined || (Number.isInteger(value) && Number(value) > 0);
const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
const isFlag = (value: unknown): boolean => value === undefined || typeof value === "boolean";

const operation: Pick<Operation, "consumes" | "method" | "parameters" | "path"> = {
  consumes: null,
  method: "GET",
  path: "/a",
  parameters: [
    parameter("limit", "query"),
    parameter("name", "query"),
    parameter("all", "query"),
    parameter("X-Trace", "header"),
  ],
};
const checks = {
  query: validator({ limit: isLimit, name: isText, all: isFlag }),
  header: validator({ "X-Trace": (value) => value !== undefined && isText(value) }),
};

const read = (query: string, headers: Record<string, string> = { "x-trace": "7" }): unknown =>
  readInputs(operation, checks, new Request(`http://localhost/a${query}`, { headers }), {});

describe("declared parameters arrive with the type of the spec", () => {
  it.each<[query: string, inputs: object]>([
    ["", {}],
    ["?limit=10", { limit: 10 }],
    ["?name=10", { name: "10" }],
    ["?name=true&all=true", { name: "true", all: true }],
    ["?other=1&limit=2#limit=3", { limit: 2 }],
    ["?name=a+b%26", { name: "a b&" }],
  ])("%s", (query, inputs) => {
    expect(read(query)).toEqual({ ...inputs, "X-Trace": "7" });
  });
});

describe("rejects", () => {
  it.each<[query: string, headers: Record<string, string>, message: string]>([
    ["?limit=0", { "x-trace": "7" }, "limit is wrong."],
    ["?limit=ten", { "x-trace": "7" }, "limit is wrong."],
    ["?limit=1&limit=2", { "x-trace": "7" }, "limit must not be given twice."],
    ["", {}, '"X-Trace" is wrong.'],
  ])("%s with %j", (query, headers, message) => {
    expect(() => read(query, headers)).toThrow(message.replaceAll('"', ""));
  });
});
