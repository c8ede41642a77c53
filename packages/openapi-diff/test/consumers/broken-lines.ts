import type ts from "typescript";
import { compiler } from "../../src/types/compiler.ts";

/** A program that uses the types of one document, and the types to compile it with. */
export interface Compilation {
  types: string;
  lines: readonly string[];
}

/** Types that the lines of a program use. */
const helpers = [
  "export type Used = [components, operations, paths, webhooks];",
  "export type Call<Operation extends { responses: unknown }> = Operation;",
  'export type Body<Operation> = Pick<Operation, "requestBody" & keyof Operation>;',
].join(" ");

const options: ts.CompilerOptions = {
  target: compiler.ScriptTarget.ES2023,
  module: compiler.ModuleKind.ESNext,
  moduleResolution: compiler.ModuleResolutionKind.Bundler,
  lib: ["lib.es5.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
};

/**
 * Compiles many programs at once, which is much faster than one after the other.
 *
 * @returns for each program the numbers of the lines with an error
 */
export function brokenLines(compilations: readonly Compilation[]): ReadonlySet<number>[] {
  const files = new Map<string, string>();
  for (const [index, { types, lines }] of compilations.entries()) {
    const head = `import type { components, operations, paths, webhooks } from "./types${index}.ts"; ${helpers}`;
    files.set(`/types${index}.ts`, types);
    files.set(`/program${index}.ts`, [head, ...lines].join("\n"));
  }
  const host = compiler.createCompilerHost(options);
  const names = compilations.map((_, index) => `/program${index}.ts`);
  const program = compiler.createProgram(names, options, {
    ...host,
    getCurrentDirectory: () => "/",
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile: (path, version) => {
      const text = files.get(path) ?? host.readFile(path);
      return text === undefined ? undefined : compiler.createSourceFile(path, text, version, true);
    },
  });
  return names.map((name) => {
    const file = program.getSourceFile(name);
    const found = new Set<number>();
    for (const { start } of program.getSemanticDiagnostics(file))
      if (file && start !== undefined)
        found.add(file.getLineAndCharacterOfPosition(start).line - 1);
    return found;
  });
}
