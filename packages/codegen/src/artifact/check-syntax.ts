import type ts from "typescript";
import { compiler } from "../emit/types/compiler.ts";

/** A place at which a text is not TypeScript. */
export interface SyntaxProblem {
  /** From 1. */
  line: number;
  message: string;
}

/** Characters that are parsed at once. The syntax tree of a large file would take gigabytes. */
const chunkSize = 500_000;

/**
 * Parses the text of a generated file, so that a broken one is never written.
 *
 * @param isOurs whether an emitter of this package wrote the text: each of its declarations starts at the
 *   beginning of a line, and no line of a template does, so a long text is parsed in parts
 * @returns the first place at which it is not TypeScript
 */
export function checkSyntax(text: string, isOurs: boolean): SyntaxProblem | undefined {
  let line = 1;
  for (const chunk of isOurs ? chunksOf(text) : [text]) {
    const problem = firstProblem(chunk);
    if (problem) return { ...problem, line: line + problem.line - 1 };
    line += countLines(chunk);
  }
  return undefined;
}

function* chunksOf(text: string): Generator<string> {
  const start = /\n(?=export |function |const |import |interface |type |\/\*\*)/g;
  let from = 0;
  while (text.length - from > chunkSize) {
    start.lastIndex = from + chunkSize;
    const match = start.exec(text);
    if (!match) break;
    yield text.slice(from, match.index + 1);
    from = match.index + 1;
  }
  yield text.slice(from);
}

function firstProblem(text: string): SyntaxProblem | undefined {
  const options: ts.CreateSourceFileOptions = {
    languageVersion: compiler.ScriptTarget.ESNext,
    jsDocParsingMode: compiler.JSDocParsingMode.ParseNone,
  };
  const file = compiler.createSourceFile("generated.ts", text, options);
  // The compiler has no public function that parses one file and tells what is wrong with it.
  const { parseDiagnostics } = file as ts.SourceFile & { parseDiagnostics: ts.Diagnostic[] };
  const [first] = parseDiagnostics;
  if (!first) return undefined;
  const { line } = file.getLineAndCharacterOfPosition(first.start ?? 0);
  return {
    line: line + 1,
    message: compiler.flattenDiagnosticMessageText(first.messageText, " "),
  };
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
