import { describe, expect, test } from "vitest";
import { compare } from "@sandboxes/openapi-diff";
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

describe.each(Object.entries(tables))("changes of %s", (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))("%s", async (__, row) => {
    const { changes } = await compare(read(row.before), read(row.after));
    const found = changes.map(
      ({ rule, wire, types, tests }) => `${rule} ${wire}/${types}/${tests}`,
    );
    expect(found).toEqual(row.entries);
  });
});
