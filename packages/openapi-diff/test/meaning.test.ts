import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare } from "@sandboxes/openapi-diff";
import { edits } from "./edits/edits.ts";
import { placesOf } from "./edits/places.ts";
import { read } from "./example-documents.ts";
import { documents } from "./random-documents.ts";
import { rewrites } from "./rewrites.ts";

const runs = Number(process.env["OPENAPI_DIFF_RUNS"] ?? 10);
const seed = Number(process.env["OPENAPI_DIFF_SEED"] ?? 7);

describe("what changes no meaning is no change", () => {
  test.each(Object.entries(rewrites))("%s", async (_, rewrite) => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(documents, fc.nat(), async (document, number) => {
        const rewritten = rewrite(
          structuredClone(document),
          (count) => number % Math.max(1, count),
        );
        if (!rewritten) return;
        made++;
        const there = await compare(read(document), read(rewritten), { types: false });
        expect(there.changes).toEqual([]);
        const back = await compare(read(rewritten), read(document), { types: false });
        expect(back.changes).toEqual([]);
      }),
      { numRuns: runs, seed },
    );
    // What never applies proves nothing.
    expect(made).toBeGreaterThan(0);
  });
});

describe("what is edited is found, and found once", () => {
  test.each(edits.map((edit) => [edit.name, edit] as const))("%s", async (_, edit) => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(documents, fc.nat(), async (document, number) => {
        const edited = structuredClone(document);
        const isMade = edit.make(placesOf(edited), (list) => list[number % list.length] as never);
        if (!isMade) return;
        made++;
        const { changes } = await compare(read(document), read(edited), { types: false });
        expect(changes.map(({ rule }) => rule)).toEqual([expect.stringMatching(edit.rules)]);
      }),
      { numRuns: runs, seed },
    );
    // What never applies proves nothing.
    expect(made).toBeGreaterThan(0);
  });
});
