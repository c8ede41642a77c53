import { pathToFileURL } from "node:url";
import { createDocumentReader } from "./src/contract/document.ts";
import { buildValue } from "./src/values/build-value.ts";
import { createRandom } from "./src/values/random.ts";
const [, , out, ...names] = process.argv;
const validators = await import(pathToFileURL(`${out}/validators.gen.ts`).href);
const { document } = await import(pathToFileURL(`${out}/document.gen.ts`).href);
const { operations } = await import(pathToFileURL(`${out}/operations.gen.ts`).href);
const reader = createDocumentReader({ operations, document } as never);
for (const name of names) {
  const schema = document.components.schemas[name];
  console.log(name, JSON.stringify(schema).slice(0, 1500));
  for (const way of [{optional:true,examples:true},{optional:false,examples:true},{optional:false,examples:false}]) {
    const v = buildValue(reader, schema, createRandom(1), way);
    console.log(typeof v === "symbol" ? "NO VALUE" : JSON.stringify(v)?.slice(0, 800), typeof v === "symbol" ? "" : validators[name].issues(v, 3));
  }
}
