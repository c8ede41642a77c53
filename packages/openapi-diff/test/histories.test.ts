import { beforeAll, describe, expect, test } from "vitest";
import { typesOf } from "@sandboxes/codegen/in-memory";
import { type Comparison, compare } from "@sandboxes/openapi-diff";
import { brokenLines } from "./consumers/broken-lines.ts";
import { isUnseen } from "./consumers/unseen.ts";
import { consumerOf } from "./consumers/write-consumer.ts";
import { read } from "./example-documents.ts";
import { alternatives } from "./histories/alternatives.ts";
import { dialects } from "./histories/dialects.ts";
import { directions } from "./histories/directions.ts";
import { messages } from "./histories/messages.ts";
import { objects } from "./histories/objects.ts";
import { openapi32 } from "./histories/openapi-32.ts";
import { parameters } from "./histories/parameters.ts";
import type { History } from "./histories/parts.ts";
import { pathsAndAccess } from "./histories/paths-and-access.ts";
import { values } from "./histories/values.ts";

const tables: Readonly<Record<string, readonly History[]>> = {
  values,
  objects,
  directions,
  alternatives,
  parameters,
  messages,
  pathsAndAccess,
  dialects,
  openapi32,
};

const rows = Object.values(tables).flat();
const comparisons = new Map<History, Comparison>();

beforeAll(async () => {
  for (const row of rows) comparisons.set(row, await compare(read(row.before), read(row.after)));
});

describe.each(Object.entries(tables))("changes of %s", (_, table) => {
  test.each(table.map((row) => [row.name, row] as const))("%s", (__, row) => {
    const found = comparisons
      .get(row)
      ?.changes.map(({ rule, wire, types, tests }) => `${rule} ${wire}/${types}/${tests}`);
    expect(found).toEqual(row.entries);
  });
});

describe("programs that use the old types", () => {
  /** The lines of each program that compile with the old types and not with the new ones. */
  const broken = new Map<History, readonly string[]>();

  beforeAll(async () => {
    const programs = [];
    for (const { before, after } of rows) {
      const [old, now] = [await typesOf(read(before)), await typesOf(read(after))];
      const lines = consumerOf(read(before), old);
      programs.push({ lines, types: old }, { lines, types: now });
    }
    const failed = brokenLines(programs);
    for (const [index, row] of rows.entries()) {
      const [before, after] = [failed[2 * index], failed[2 * index + 1]];
      const lines = programs[2 * index]?.lines ?? [];
      broken.set(
        row,
        lines.filter((_, line) => !before?.has(line) && after?.has(line)),
      );
    }
  });

  test("compile where the types are not breaking", () => {
    const wrong = rows
      .filter((row) => comparisons.get(row)?.types !== "breaking")
      // By the policy of bumps, an error that can no longer occur breaks nobody.
      .filter(
        ({ entries }) => !entries.some((one) => one.startsWith("response-error-status-removed")),
      )
      .map((row) => [row.name, broken.get(row)] as const);
    expect(wrong.filter(([, lines]) => lines === undefined || lines.length > 0)).toEqual([]);
  });

  test("do not compile where they are, unless the compiler cannot see it", () => {
    const wrong = rows
      .filter((row) => comparisons.get(row)?.types === "breaking" && broken.get(row)?.length === 0)
      // The programs use nothing of what OpenAPI 3.2 adds.
      .filter(({ before }) => before["openapi"] !== "3.2.0")
      .map((row) => ({
        name: row.name,
        rules: comparisons
          .get(row)
          ?.changes.filter(({ types }) => types === "breaking")
          .filter(({ rule, wire, pointer }) => !isUnseen(rule, wire, pointer))
          .map(({ rule }) => rule),
      }))
      .filter(({ rules = [] }) => rules.length > 0);
    expect(wrong).toEqual([]);
  });
});
