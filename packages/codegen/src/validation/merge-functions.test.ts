import { expect, it } from "vitest";
import { mergeFunctions } from "./merge-functions.ts";

type Functions = Readonly<Record<string, string>>;

/** Functions before and after, with the merged names. A function calls each function that it names. */
const rows: readonly [
  title: string,
  before: Functions,
  after: Functions,
  names: Readonly<Record<string, string>>,
][] = [
  ["keeps different functions", { a: "1", b: "2" }, { a: "1", b: "2" }, {}],
  [
    "merges equal functions into the first",
    { a: "1", b: "1", c: "1" },
    { a: "1" },
    { b: "a", c: "a" },
  ],
  [
    "merges functions that become equal because of an earlier merge",
    { x: "return a()", y: "return b()", a: "c()", b: "d()", c: "1", d: "1" },
    { x: "return a()", a: "c()", c: "1" },
    { d: "c", b: "a", y: "x" },
  ],
  [
    "renames calls and no texts",
    { x: 'b() + "b"', a: "1", b: "1" },
    { x: 'a() + "b"', a: "1" },
    { b: "a" },
  ],
  [
    "merges a changed function with an unchanged one",
    { x: "a()", y: "b()", z: "y()", w: "x()", a: "1", b: "1" },
    { x: "a()", w: "x()", a: "1" },
    { b: "a", y: "x", z: "w" },
  ],
  [
    "keeps functions that call themselves or each other",
    { a: "a()", b: "b()", c: "d()", d: "c()" },
    { a: "a()", b: "b()", c: "d()", d: "c()" },
    {},
  ],
];

it.each(rows)("%s", (_, before, after, names) => {
  const calledBy = (name: string): string[] =>
    Object.keys(before).filter((other) => before[name]?.includes(`${other}()`));
  const merged = mergeFunctions(new Map(Object.entries(before)), calledBy);
  expect(Object.fromEntries(merged.functions)).toEqual(after);
  expect(Object.fromEntries(merged.names)).toEqual(names);
});
