import { mkdtempSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { generate } from "@sandboxes/codegen";
import { createDocumentReader } from "./src/contract/document.ts";
import { createValueSource } from "./src/values/value-source.ts";
const [, , ...specs] = process.argv;
for (const spec of specs) {
  const out = mkdtempSync("/tmp/gen-");
  try {
    await generate({ specs: [{ spec, out, artifacts: ["types","operations","validators","document"], tolerate: ["invalid-enum","invalid-example","duplicate-schema-name","undeclared-path-parameter","unsupported-keyword","wrong-version","unknown-type","invalid-value","unknown-field","missing-field","misplaced-ref","duplicate-operation-id","duplicate-method-name","duplicate-parameter","unused-path-parameter","duplicate-path","invalid-path","missing-response","invalid-status","undeclared-security-scheme","invalid-pattern"] as never }] });
  } catch (error) { console.log(spec, "generation", String(error).slice(0, 300)); continue; }
  const validators = await import(pathToFileURL(`${out}/validators.gen.ts`).href);
  const { document } = await import(pathToFileURL(`${out}/document.gen.ts`).href);
  const { operations } = await import(pathToFileURL(`${out}/operations.gen.ts`).href);
  const contract = { operations, requests: validators.requests, responses: validators.responses, document };
  const reader = createDocumentReader(contract as never);
  let total = 0, failed = [];
  const source = createValueSource(reader, 1);
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    const v = validators[name];
    if (!v) continue;
    for (const optional of [true, false]) { total++; if (!source.find({ schema, validator: v, optional })) failed.push(name); }
  }
  for (const id of Object.keys(operations)) for (const [status, v] of Object.entries(validators.responses[id] ?? {})) {
     const r = reader.responses(id).get(status); const c = Object.entries(Object(r?.content)).find(([t]) => /json/.test(t));
     total++; if (!c || !source.find({ schema: (c[1] as any).schema, validator: v as never, omit: "writeOnly" })) failed.push(id + status);
  }
  console.log(spec.split("/").pop(), total, failed.length, [...new Set(failed)].slice(0, 8).join(" "));
}
