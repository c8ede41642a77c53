import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PublicDocument } from "./documents.ts";

/** As strict as a consumer can be; declaration files are checked too. */
const compilerOptions = {
  target: "es2023",
  lib: ["es2023"],
  module: "nodenext",
  moduleResolution: "nodenext",
  types: [],
  noEmit: true,
  strict: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: false,
};

/** Lays out a folder in which a document is generated into `src` and typechecked. */
export function writeProject(path: string, { spec }: Pick<PublicDocument, "spec">): void {
  mkdirSync(path, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(path, name), text);
  const config = { specs: [{ spec, out: "src" }] };
  write("codegen.config.mjs", `export default ${JSON.stringify(config)};\n`);
  write("package.json", '{ "type": "module" }\n');
  write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["src"] }));
}
