import fc from "fast-check";
import { expect, test } from "vitest";
import { readElements } from "./read-elements.ts";

async function* pieces(texts: Iterable<string>): AsyncGenerator<string, void> {
  yield* texts;
}

async function elementsOf(texts: Iterable<string>): Promise<unknown[]> {
  const elements: unknown[] = [];
  for await (const batch of readElements(pieces(texts), Infinity)) elements.push(...batch);
  return elements;
}

test.each<[string, unknown[]]>([
  ["[]", []],
  [" [ ] ", []],
  ["[1]", [1]],
  ["[1,2 , 3]", [1, 2, 3]],
  ['[{"a":1},{"b":[{"c":2},3]}]', [{ a: 1 }, { b: [{ c: 2 }, 3] }]],
  ["[[],[[]],{}]", [[], [[]], {}]],
  ['["]","}","[{",",","\\"],","\\\\"]', ["]", "}", "[{", ",", '"],', "\\"]],
  ['[{"],\\\\\\"{":"ü\u2028"},null]', [{ '],\\"{': "ü\u2028" }, null]],
])("reads %s, in one piece and in many", async (text, wanted) => {
  expect(await elementsOf([text])).toEqual(wanted);
  expect(await elementsOf(text)).toEqual(wanted);
});

const invalid = [
  ...'[ [, [1 [1, [1,] [,1] [1,,2] [{}{}] [1]] [{}][{}] [{}],{} [}] {} {"a":{}} {"length":1} 1 "a" null x'.split(
    " ",
  ),
  "",
  "[1 2]",
  '["a',
  '["a\\',
  "[{},\n]",
  "[] x",
  "[tru",
];
test.each(invalid)("refuses %j, in one piece and in many", async (text) => {
  await expect(elementsOf([text])).rejects.toThrow(SyntaxError);
  await expect(elementsOf(text)).rejects.toThrow(SyntaxError);
});

test.each<[string, string[], unknown[]]>([
  ["an object", ['[{"a":1}'], [{ a: 1 }]],
  ["a number, which only the comma ends", ["[12", "3,"], [123]],
  ["a string, whose comma may be long in coming", ['["a"', ","], ["a"]],
  ["what came before a cut", ['[{"a":1},{"b"', ":2},{"], [{ a: 1 }, { b: 2 }]],
])("gives %s as soon as its end has arrived", async (_, texts, wanted) => {
  async function* unending(): AsyncGenerator<string, void> {
    yield* texts;
    throw new Error("read too far");
  }
  const elements: unknown[] = [];
  const read = async (): Promise<void> => {
    for await (const batch of readElements(unending(), Infinity)) elements.push(...batch);
  };
  await expect(read()).rejects.toThrow("read too far");
  expect(elements).toEqual(wanted);
});

/** Divides a text at random places. */
function divided(text: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc.tuple(text, fc.array(fc.nat(200))).map(([whole, places]) => {
    const ends = [...places.map((place) => place % (whole.length + 1)), whole.length];
    const sorted = ends.toSorted((a, b) => a - b);
    return sorted.map((end, index) => whole.slice(sorted[index - 1] ?? 0, end));
  });
}

test("gives what JSON.parse gives, however the text is divided", async () => {
  const texts = fc
    .tuple(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, "\t"))
    .map(([value, indent]) => JSON.stringify(value, null, indent));
  const property = fc.asyncProperty(divided(texts), async (parts) => {
    expect(await elementsOf(parts)).toEqual(JSON.parse(parts.join("")));
  });
  await fc.assert(property, { numRuns: 1_000 });
});

test("refuses just what JSON.parse refuses, and what is no array", async () => {
  // Made of what divides and quotes, so that many are nearly valid.
  const texts = fc.array(
    fc.constantFrom(...'[ ] { } , , : " \\ 0'.split(" "), " ", '"a"', '"a":', "1"),
    { maxLength: 9 },
  );
  const property = fc.asyncProperty(
    divided(texts.map((parts) => `[${parts.join("")}]`)),
    async (parts) => {
      const wanted = parsed(parts.join(""));
      const given = await elementsOf(parts).catch(() => undefined);
      expect(given).toEqual(wanted);
    },
  );
  await fc.assert(property, { numRuns: 3_000 });
});

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

test("refuses an element that is larger than the limit, and takes linear time", async () => {
  const text = JSON.stringify([{ text: "x".repeat(2 ** 25) }]);
  const chunks = text.match(/.{1,65536}/gs) ?? [];
  const start = performance.now();
  expect(await elementsOf(chunks)).toHaveLength(1);
  // Quadratic time takes minutes.
  expect(performance.now() - start).toBeLessThan(20_000);
  const limited = readElements(pieces(chunks), 2 ** 20);
  await expect(limited.next()).rejects.toThrow(RangeError);
});
