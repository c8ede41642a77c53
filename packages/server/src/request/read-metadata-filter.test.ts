import type { Validator } from "@sandboxes/schema/validators";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ApiFault } from "../api-fault.ts";
import { readMetadataFilter } from "./read-metadata-filter.ts";

const parameter = { name: "metadata", prefix: "metadata." };
const anything = { issues: () => [] };

function read(search: string): Record<string, string> {
  return Object.fromEntries(readMetadataFilter(search, parameter, anything));
}

function faultOf(run: () => unknown): string {
  try {
    return `nothing: ${JSON.stringify(run())}`;
  } catch (thrown) {
    if (!ApiFault.isInstance(thrown)) throw thrown;
    return `${thrown.status} ${thrown.code} ${thrown.message}`;
  }
}

/** A validator like the generated one, if the spec had these limits. */
function specWith({ maxPairs = 9, maxLength = 9 }): Pick<Validator<unknown>, "issues"> {
  return {
    issues: (query) => {
      const { metadata } = query as { metadata: Record<string, string> };
      const long = Object.keys(metadata).filter((key) => metadata[key]!.length > maxLength);
      const issues = long.map((key) => ({
        message: `must have at most ${maxLength} characters`,
        path: ["metadata", key],
      }));
      const many = Object.keys(metadata).length > maxPairs;
      return many
        ? [{ message: `must have at most ${maxPairs} properties`, path: ["metadata"] }]
        : issues;
    },
  };
}

it.each<[search: string, wanted: Record<string, string>]>([
  ["", {}],
  ["?", {}],
  ["?&&=&=x&metadata&metadata=x", {}],
  ["?metadata.env=prod", { env: "prod" }],
  ["metadata.env=prod", { env: "prod" }],
  ["?metadata.env", { env: "" }],
  ["?metadata.env=", { env: "" }],
  ["?metadata.env=a=b", { env: "a=b" }],
  ["?metadata.a+b=c+d", { "a b": "c d" }],
  ["?metadata.a%2Bb=c%2Bd", { "a+b": "c+d" }],
  ["?metadata.metadata.x=1", { "metadata.x": "1" }],
  ["?%6Detadata%2E%C3%A9=%F0%9F%92%A9", { é: "💩" }],
  ["?metadata.a=%EF%BB%BF", { a: "\uFEFF" }],
  ["?metadata.toString=x&metadata.constructor=y", { toString: "x", constructor: "y" }],
  ["??metadata.%41=x&?metadata.%41=x", {}],
  ["?Metadata.a=1&xmetadata.a=1&metadata%2=1&%FF=1&a=%FF", {}],
])("reads %j", (search, wanted) => {
  expect(read(search)).toEqual(wanted);
});

describe("rejects", () => {
  it.each<[search: string, problem: string]>([
    ["?metadata.a=%", 'the value of "a" is not percent-encoded UTF-8'],
    ["?metadata.a=%zz", 'the value of "a" is not percent-encoded UTF-8'],
    ["?metadata.a=%C3", 'the value of "a" is not percent-encoded UTF-8'],
    ["?metadata.a=%C0%AE", 'the value of "a" is not percent-encoded UTF-8'],
    ["?metadata.a=%ED%A0%80", 'the value of "a" is not percent-encoded UTF-8'],
    ["?metadata.%E0%A4%A=1", 'the name "metadata.%E0%A4%A" is not percent-encoded UTF-8'],
    ["?metadata%2E%FF=1", 'the name "metadata%2E%FF" is not percent-encoded UTF-8'],
    ["?metadata.a=1&metadata.a=1", 'the key "a" is given twice'],
    ["?metadata.a=1&metadata%2Ea=2", 'the key "a" is given twice'],
    ["?metadata.=1&metadata.=2", 'the key "" is given twice'],
    ["?metadata.", "the key is empty"],
    ["?metadata.a=%00", 'the value of "a" contains NUL'],
    ["?metadata.a%00=1", 'the key "a\\u0000" contains NUL'],
    [
      `?metadata.${"💩".repeat(60)}=1&metadata.${"💩".repeat(60)}=2`,
      `the key "${"💩".repeat(40)}…" is given twice`,
    ],
  ])("%s", (search, problem) => {
    expect(faultOf(() => read(search))).toBe(`400 bad_request metadata: ${problem}`);
  });

  it.each([
    [{ maxPairs: 1 }, "metadata: must have at most 1 properties"],
    [{ maxLength: 2 }, 'metadata: "metadata.b" must have at most 2 characters'],
  ])("other filters that violate the spec: %j", (limits, message) => {
    const search = "?metadata.a=xx&metadata.b=xxx";
    expect(faultOf(() => readMetadataFilter(search, parameter, specWith(limits)))).toBe(
      `400 bad_request ${message}`,
    );
  });
});

it("parses every query that URLSearchParams writes", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
  const key = text.filter((name) => !/^(?:superserve\.|_superserve)|\0/i.test(name));
  fc.assert(
    fc.property(
      fc.dictionary(
        key,
        text.filter((value) => !value.includes("\0")),
        {
          maxKeys: 5,
          noNullPrototype: true,
        },
      ),
      (pairs) => {
        const written = Object.entries(pairs).map(([name, value]) => [`metadata.${name}`, value]);
        expect(read(`?${new URLSearchParams(written)}`)).toEqual(pairs);
      },
    ),
  );
});
