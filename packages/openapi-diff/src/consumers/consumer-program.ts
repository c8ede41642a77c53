import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type ts from "typescript";
import { InputError } from "../input/input-error.ts";
import { compiler } from "../types/compiler.ts";
import type { GeneratedFiles } from "./generated-files.ts";

/** A folder with programs, and the options to compile them. */
export interface Consumer {
  folder: string;
  files: readonly string[];
  options: ts.CompilerOptions;
}

/**
 * Finds the programs in a folder: one per `tsconfig.json`, or else one with all TypeScript files.
 *
 * @throws {InputError} when the folder does not exist or has no programs
 */
export function consumersIn(place: string): Consumer[] {
  const folder = resolve(place);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new InputError(`There is no folder ${place} of programs.`);
  const configs = configsIn(folder, 3);
  const found = configs.map(configured);
  if (found.length > 0) return found;
  const files = typescriptIn(folder);
  if (files.length === 0) throw new InputError(`There is no TypeScript in ${place}.`);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: compiler.ScriptTarget.ES2023,
    module: compiler.ModuleKind.NodeNext,
    moduleResolution: compiler.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: [],
  };
  return [{ folder, files, options }];
}

/** Creates a program that uses the generated files of one of the two documents. */
export function programOf({ files, options }: Consumer, generated: GeneratedFiles): ts.Program {
  const host = compiler.createCompilerHost(options, true);
  // Recognize the types first, because their folder identifies the other generated files.
  for (const path of files)
    if (/types.*\.ts$/.test(path) && existsSync(path))
      generated.textOf(path, readFileSync(path, "utf8"));
  return compiler.createProgram([...files], options, {
    ...host,
    getSourceFile: (path, version) => {
      const text = host.readFile(path);
      return text === undefined
        ? undefined
        : compiler.createSourceFile(path, generated.textOf(path, text), version, true);
    },
  });
}

function configsIn(folder: string, depth: number): string[] {
  const config = join(folder, "tsconfig.json");
  if (existsSync(config)) return [config];
  if (depth === 0) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isLeftOut(entry.name))
    .flatMap((entry) => configsIn(join(folder, entry.name), depth - 1));
}

function configured(path: string): Consumer {
  const { config, error } = compiler.readConfigFile(path, (file) => readFileSync(file, "utf8"));
  if (error) throw new InputError(`Cannot read ${path}: ${said(error)}`);
  const parsed = compiler.parseJsonConfigFileContent(config, compiler.sys, dirname(path));
  return {
    folder: dirname(path),
    files: parsed.fileNames,
    options: { ...parsed.options, noEmit: true },
  };
}

/** Returns the message of a compiler diagnostic. */
export function said({ messageText }: ts.Diagnostic): string {
  return compiler.flattenDiagnosticMessageText(messageText, "\n").split("\n")[0] ?? "";
}

function typescriptIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isLeftOut(entry.name) ? [] : typescriptIn(path);
    return /\.[cm]?tsx?$/.test(entry.name) ? [path] : [];
  });
}

function isLeftOut(name: string): boolean {
  return name === "node_modules" || name === "dist" || name.startsWith(".");
}
