import type { Schema } from "../../api/api.ts";

/** @returns how other generated files refer to the type of a named schema in one of its forms */
export function formType(schema: Schema, typeName: string): string {
  // The form of the schema's own name stands under the name that the document gives it.
  return typeName === schema.typeName
    ? `components["schemas"][${JSON.stringify(schema.name)}]`
    : `Types.${typeName}`;
}

/** @returns the imports of the types that a file's text refers to, with a blank line after them, or `""` */
export function formImports(text: string): string {
  const names = ["components", "operations"].filter((name) => text.includes(`${name}["`));
  const imports = [
    names.length > 0 ? `import type { ${names.join(", ")} } from "./types.gen.ts";\n` : "",
    text.includes("Types.") ? 'import type * as Types from "./types.gen.ts";\n' : "",
  ].join("");
  return imports === "" ? "" : `${imports}\n`;
}
