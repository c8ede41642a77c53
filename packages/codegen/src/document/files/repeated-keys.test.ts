import fc from "fast-check";
import { expect, it } from "vitest";
import { repeatedKeys } from "./repeated-keys.ts";

function keysOf(text: string): string[] {
  return repeatedKeys(text, JSON.parse(text)).map(({ key, offset }) => `${key}@${offset}`);
}

it.each<[text: string, wanted: string[]]>([
  ['{"a":1,"a":2}', ["a@7"]],
  ['{"a":1,"b":{"a":2}}', []],
  ['{"a":{"b":1,"c":[{"b":1,"b":2}],"b":3}}', ["b@24", "b@32"]],
  ['{"a":1,"\\u0061":2}', ["a@7"]],
  ['{"a\\"":1,"a\\\\":2,"a":3}', []],
  ['{"x":"\\"a\\": 1, \\"a\\": 2","y":["b",":"]}', []],
  ['{ "__proto__" : 1,\n\t"__proto__"\r\n: 2 }', ["__proto__@20"]],
  ['{"":1,"":2}', ["@6"]],
  ['"text"', []],
  ["null", []],
  ["[]", []],
])("%s has the repeated keys %j", (text, wanted) => {
  expect(keysOf(text)).toEqual(wanted);
});

it("finds none in what JSON.stringify writes, and one in what has a key more", () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.string(),
      fc.integer({ min: 0, max: 2 }),
      (value, key, indent) => {
        expect(keysOf(JSON.stringify(value, null, indent))).toEqual([]);
        const name = JSON.stringify(key);
        expect(
          keysOf(`{${name}:1,"other ${name.slice(1)}:${JSON.stringify(value)},${name} :[]}`),
        ).toHaveLength(1);
      },
    ),
  );
});
