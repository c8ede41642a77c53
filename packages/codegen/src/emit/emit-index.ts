import type { Api } from "../api/api.ts";
import { type TypeOptions, schemaForms } from "../forms/schema-forms.ts";

/** Emits an entry point that exports all types: those of the document and those of each schema. */
export function emitIndex(api: Api, options?: TypeOptions): string {
  const forms = schemaForms(api, options);
  const names = new Set(["components", "operations", "paths"]);
  if (api.document.root["webhooks"] !== undefined) names.add("webhooks");
  for (const schema of api.schemas) {
    for (const { typeName } of forms.all(schema)) names.add(typeName);
    for (const { typeName } of schema.aliases) names.add(typeName);
  }
  return `export type { ${[...names].join(", ")} } from "./types.gen.ts";\n`;
}
