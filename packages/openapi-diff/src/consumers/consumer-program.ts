import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type ts from "typescript";
import { InputError } from "../input/input-error.ts";
import { compiler } from "../types/compiler.ts";
import type { GeneratedFiles } from "./generated-files.ts";

/** A folder of programs, and how they are compiled. */
export interface Consumer {
  folder: string;
  files: readonly string[];
  options: ts.CompilerOptions;
}

/**
 * Finds the programs in a folder: by each `tsconfig.json`, or all TypeScript files where there is none.
 *
 * @throws {InputError} when there is no such folder, or nothing in it
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

/** Makes a program whose generated files are those of one of the two documents. */
export function programOf({ files, options }: Consumer, generated: GeneratedFiles): ts.Program {
  const host = compiler.createCompilerHost(options, true);
  // Types are recognized first, so that the other files of their folder are known by then.
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

/** @returns the text of what the compiler says */
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
