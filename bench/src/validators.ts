import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { schemas } from "@sandboxes/schema/schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { rolldown } from "rolldown";
import { median } from "./measure.ts";

// Compares validators for a list of sandboxes by size in a bundle and by speed. Each candidate is a module
// with `check(value): boolean`. All of them are bundled and run in turns.

const folder = join(import.meta.dirname, "../.validators");

const list = { type: "array", items: { $ref: "#/$defs/Sandbox" }, $defs: relocated(schemas) };

const zod = (from: string): string => `
  import * as z from "${from}";
  const list = z.array(z.object({
    id: z.uuid(), name: z.string(), status: z.string(), vcpu_count: z.int(), memory_mib: z.int(),
    snapshot_id: z.optional(z.uuid()), created_at: z.iso.datetime({ offset: true }), timeout_seconds: z.optional(z.int32()),
    network: z.optional(z.object({ allow_out: z.array(z.string()), deny_out: z.array(z.string()) })),
    metadata: z.record(z.string(), z.string()),
  }));
  export const check = (value) => list.safeParse(value).success;`;

const candidates: Readonly<Record<string, () => string>> = {
  generated: () => `
    import { listSandboxes200 } from "@sandboxes/schema/validators";
    export const check = (value) => listSandboxes200.is(value);`,
  "ajv, standalone": ajvModule,
  valibot: () => `
    import * as v from "valibot";
    const list = v.array(v.object({
      id: v.pipe(v.string(), v.uuid()), name: v.string(), status: v.string(),
      vcpu_count: v.pipe(v.number(), v.integer()), memory_mib: v.pipe(v.number(), v.integer()),
      snapshot_id: v.optional(v.pipe(v.string(), v.uuid())), created_at: v.pipe(v.string(), v.isoTimestamp()),
      timeout_seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-2147483648), v.maxValue(2147483647))),
      network: v.optional(v.object({ allow_out: v.array(v.string()), deny_out: v.array(v.string()) })),
      metadata: v.record(v.string(), v.string()),
    }));
    export const check = (value) => v.safeParse(list, value).success;`,
  "zod mini": () => zod("zod/mini"),
  zod: () => zod("zod"),
  "@cfworker/json-schema": () => `
    import { Validator } from "@cfworker/json-schema";
    const validator = new Validator(${JSON.stringify(list)}, "2020-12");
    export const check = (value) => validator.validate(value).valid;`,
};

function ajvModule(): string {
  const ajv = new Ajv2020({ strict: false, code: { source: true, esm: true } });
  ajv.addFormat("uuid", /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i);
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(\.\d+)?(z|[+-]\d\d:\d\d)$/i);
  ajv.addFormat("int32", {
    type: "number",
    validate: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 31,
  });
  const { default: code } = {
    default: (standalone as unknown as { default: typeof standalone }).default ?? standalone,
  };
  const source = (code as unknown as (ajv: Ajv2020, validate: unknown) => string)(
    ajv,
    ajv.compile(withoutInt32(list) as object),
  );
  return `${source}\nexport const check = (value) => validate20(value);`.replace(
    /validate20\(value\)/,
    `${/export default (\w+)/.exec(source)?.[1] ?? "validate20"}(value)`,
  );
}

/** A format that is a function cannot be written into a module, but its limits can. */
function withoutInt32(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutInt32);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutInt32(item)]),
  );
  if (copy["format"] !== "int32") return copy;
  const { format: _, ...rest } = copy;
  return { ...rest, minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
}

function relocated(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll("#/components/schemas/", "#/$defs/"));
}

function sandbox(index: number): object {
  return {
    id: `3c90c3cc-0d44-4b50-8888-${String(index).padStart(12, "0")}`,
    name: `sandbox ${index}`,
    status: index % 3 === 0 ? "paused" : "active",
    vcpu_count: 2,
    memory_mib: 2048,
    created_at: "2023-11-07T05:31:56Z",
    ...(index % 2 === 0
      ? { network: { allow_out: ["api.openai.com"], deny_out: ["0.0.0.0/0"] } }
      : {}),
    metadata: { env: "prod", owner: `agent-${index}` },
  };
}

interface Result {
  name: string;
  bytes: number;
  /** Microseconds per sandbox of a valid list. */
  valid: number;
  /** Microseconds per sandbox of a list whose last sandbox is invalid. */
  invalid: number;
}

async function measure(): Promise<Result[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const valid = Array.from({ length: 1000 }, (_, index) => sandbox(index));
  const wrong = valid.with(999, { ...sandbox(999), vcpu_count: "2" });
  const modules = await Promise.all(
    Object.entries(candidates).map(async ([name, source]) => {
      const entry = join(folder, `${name.replaceAll(/\W+/g, "-")}.mjs`);
      writeFileSync(entry, source());
      const build = await rolldown({
        input: entry,
        resolve: { conditionNames: ["@sandboxes/source", "import", "default"] },
        treeshake: true,
      });
      const { output } = await build.generate({ format: "esm", minify: true });
      const file = entry.replace(".mjs", ".bundle.mjs");
      writeFileSync(file, output[0].code);
      const { check } = (await import(pathToFileURL(file).href)) as {
        check: (value: unknown) => boolean;
      };
      if (!check(valid) || check(wrong))
        throw new Error(`${name} accepts a wrong value or rejects a right one`);
      return { name, check, bytes: gzipSync(output[0].code).length, times: times() };
    }),
  );
  for (let round = 0; round < 60; round++) {
    for (const { check, times: all } of modules) {
      for (const [kind, values] of [
        ["valid", valid],
        ["invalid", wrong],
      ] as const) {
        const start = performance.now();
        for (let run = 0; run < 5; run++) check(values);
        if (round >= 10) all[kind].push((performance.now() - start) / 5);
      }
    }
  }
  return modules.map(({ name, bytes, times: all }) => ({
    name,
    bytes,
    valid: median(all.valid),
    invalid: median(all.invalid),
  }));
}

function times(): Record<"valid" | "invalid", number[]> {
  return { valid: [], invalid: [] };
}

const results = await measure();
rmSync(folder, { recursive: true, force: true });
const [own, ajv] = results;
console.log(
  "| a list of 1,000 sandboxes | min+gzip, bytes | valid, µs per sandbox | × | invalid at the end, µs per sandbox | × |",
);
console.log("|---|--:|--:|--:|--:|--:|");
for (const { name, bytes, valid, invalid } of results) {
  const cells = [
    name,
    bytes.toLocaleString("en"),
    valid.toFixed(3),
    (valid / (own?.valid ?? 1)).toFixed(1),
    invalid.toFixed(3),
    (invalid / (own?.invalid ?? 1)).toFixed(1),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
for (const kind of ["valid", "invalid"] as const) {
  const isMet = (own?.[kind] ?? Number.NaN) <= (ajv?.[kind] ?? Number.NaN);
  console.log(`Budget, ${kind}: at least as fast as Ajv standalone: ${isMet ? "met" : "NOT met"}`);
}
