import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { typesOf } from "@sandboxes/codegen/in-memory";
import { type Comparison, compare } from "@sandboxes/openapi-diff";
import { brokenLines } from "./consumers/broken-lines.ts";
import { consumerOf } from "./consumers/write-consumer.ts";
import { edits } from "./edits/edits.ts";
import { placesOf } from "./edits/places.ts";
import { read } from "./example-documents.ts";
import { documents } from "./random-documents.ts";

// With more pairs for each kind of edit: OPENAPI_DIFF_RUNS=20 pnpm run test test/consumers.test.ts
const runs = Number(process.env["OPENAPI_DIFF_RUNS"] ?? 1) * edits.length;
const seed = Number(process.env["OPENAPI_DIFF_SEED"] ?? 7);

interface Outcome {
  edit: string;
  comparison: Comparison;
  /** The lines that compile with the old types and not with the new ones. */
  broken: readonly string[];
}

const outcomes: Outcome[] = [];

beforeAll(async () => {
  const samples = fc.sample(fc.tuple(documents, fc.nat()), { numRuns: runs, seed });
  const pairs = samples.flatMap(([before, number], index) => {
    const edit = edits[index % edits.length];
    const after = structuredClone(before);
    const isMade = edit?.make(placesOf(after), (list) => list[number % list.length] as never);
    return edit && isMade ? [{ edit: edit.name, before, after }] : [];
  });
  const programs = await Promise.all(
    pairs.map(async ({ before, after }) => {
      const old = await typesOf(read(before));
      return { lines: consumerOf(read(before), old), old, now: await typesOf(read(after)) };
    }),
  );
  const failed = brokenLines(
    programs.flatMap(({ lines, old, now }) => [
      { lines, types: old },
      { lines, types: now },
    ]),
  );
  for (const [index, pair] of pairs.entries()) {
    const [before, after] = [failed[2 * index], failed[2 * index + 1]];
    outcomes.push({
      edit: pair.edit,
      comparison: await compare(read(pair.before), read(pair.after)),
      broken: (programs[index]?.lines ?? []).filter(
        (_, line) => !before?.has(line) && after?.has(line),
      ),
    });
  }
});

describe("programs that use the old types", () => {
  test("compile against every change whose types are not breaking", () => {
    const wrong = outcomes
      .filter(({ comparison, broken }) => comparison.types !== "breaking" && broken.length > 0)
      .map(({ edit, comparison, broken }) => ({
        edit,
        rules: comparison.changes.map(({ rule }) => rule),
        broken: broken.slice(0, 3),
      }));
    expect(wrong).toEqual([]);
    // Most of these programs must use something, or they prove nothing.
    const compatible = outcomes.filter(({ comparison }) => comparison.types !== "breaking");
    expect(compatible.length).toBeGreaterThan(outcomes.length / 4);
  });

  test("mostly break where the types are breaking", () => {
    // Programs do not reach every part of a random document.
    const breaking = outcomes.filter(({ comparison }) => comparison.types === "breaking");
    const broken = breaking.filter((outcome) => outcome.broken.length > 0);
    expect(broken.length).toBeGreaterThan(breaking.length * 0.6);
  });
});
