import ts from "typescript";

const libraries = new Map<string, ts.SourceFile | undefined>();

/** The strictest options that people use. */
const options: ts.CompilerOptions = {
  strict: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedDeclarations: true,
  verbatimModuleSyntax: true,
  declaration: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  types: [],
};

/** One complaint of the compiler. */
export interface Diagnosis {
  file: string;
  /** The line of code, without the spaces around it. */
  line: string;
  message: string;
}

/** @returns what the compiler says of files that are given by absolute path */
export function diagnose(
  files: Readonly<Record<string, string>>,
  more: ts.CompilerOptions = {},
): Diagnosis[] {
  const all = { ...options, ...more };
  const host = ts.createCompilerHost(all);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, target) => {
    const text = files[file];
    if (text !== undefined) return ts.createSourceFile(file, text, target);
    if (!libraries.has(file)) libraries.set(file, getSourceFile(file, target));
    return libraries.get(file);
  };
  host.fileExists = (file) => file in files || fileExists(file);
  const { directoryExists } = host;
  host.directoryExists = (path) =>
    Object.keys(files).some((file) => file.startsWith(`${path}/`)) ||
    directoryExists?.(path) === true;
  host.readFile = (file) => files[file] ?? readFile(file);
  const program = ts.createProgram(Object.keys(files), all, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const text = file?.text ?? "";
    const end = text.indexOf("\n", start);
    return {
      file: file?.fileName ?? "",
      line: text.slice(text.lastIndexOf("\n", start) + 1, end < 0 ? undefined : end).trim(),
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    };
  });
}
