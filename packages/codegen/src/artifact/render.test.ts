import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../../test/project/folder.ts";
import { check } from "../drift/check.ts";
import type { Config } from "../config/config.ts";
import { generate, generateTargets } from "../generate.ts";
import { resolveTargets } from "../config/resolve-targets.ts";

const item = (id: string, summary: string): string =>
  `get: { operationId: ${id}, summary: ${summary}, responses: { "200": { description: x } } }`;
const entry = (summary: string): string =>
  openapi(`  /a: { $ref: a.yaml }\n  /b: { $ref: b.yaml }\n  /c:\n    ${item("getC", summary)}`);
const config: Config = {
  specs: [{ spec: "openapi.yaml", out: "out", artifacts: ["types", "operations"] }],
};

// A file is read before the one behind it is looked for: what is saved then falls between the
// reading of it and whatever comes after.
it.each([
  ["openapi.yaml", "a.yaml", entry("saved")],
  ["a.yaml", "b.yaml", item("getA", "saved")],
])(
  "does not take a save of %s that falls after it was read for what it has read",
  async (file, next, text) => {
    const base = folder({
      "openapi.yaml": entry("read"),
      "a.yaml": item("getA", "read"),
      "b.yaml": item("getB", "read"),
    });
    await generateTargets(resolveTargets(config, base), {
      all: true,
      onTarget: () => {},
      onFile: (_, path) => {
        if (basename(path) === next) writeFileSync(join(base, file), text);
      },
    });
    const table = join(base, "out/operations.gen.ts");
    expect(readFileSync(table, "utf8")).not.toContain("saved");
    const drifts = await check(config, base);
    expect(drifts.map(({ reason }) => reason)).toEqual(["spec-changed", "spec-changed"]);
    expect((await generate(config, base)).written).toHaveLength(2);
    expect(readFileSync(table, "utf8")).toContain("saved");
  },
);
