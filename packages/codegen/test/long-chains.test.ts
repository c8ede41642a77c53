import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generate } from "../src/generate.ts";
import { folder } from "./project/folder.ts";

const links: [name: string, link: (ref: string) => object][] = [
  ["references", ($ref) => ({ $ref })],
  ["allOf", ($ref) => ({ allOf: [{ $ref }] })],
  [
    "allOf that adds properties",
    ($ref) => ({ allOf: [{ $ref }, { properties: { [$ref.replace(/^.*\//, "")]: true } }] }),
  ],
  ["properties", ($ref) => ({ type: "object", properties: { next: { $ref } } })],
  ["items that are required", ($ref) => ({ type: "array", minItems: 1, items: { $ref } })],
];

it.each(links)("reads a chain of 1,000 schemas by %s", async (name, link) => {
  const length = 1000;
  const last = name.includes("adds") ? { type: "object" } : { type: "string" };
  const schemas: Record<string, unknown> = { [`S${length}`]: last };
  for (let n = 0; n < length; n++) schemas[`S${n}`] = link(`#/components/schemas/S${n + 1}`);
  const document = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    components: { schemas },
  };
  const base = folder({ "openapi.json": JSON.stringify(document) });
  await generate({ specs: [{ spec: "openapi.json", out: "src" }] }, base);
  const validators = readFileSync(join(base, "src/validators.gen.ts"), "utf8");
  expect(validators).toContain(`export const S${length}:`);
});
