import { relative } from "node:path";
import type { ApiDocument } from "@sandboxes/codegen/in-memory";
import type ts from "typescript";
import type { Change } from "../change.ts";
import { compiler } from "../types/compiler.ts";
import { type Consumer, consumersIn, programOf, said } from "./consumer-program.ts";
import { GeneratedFiles } from "./generated-files.ts";
import { type Mark, marksOf } from "./marks.ts";
import type { Use } from "./use.ts";

/** The code in the consumers that the changes affect. */
export interface Uses {
  /** The affected code, by the index of the change. */
  byChange: ReadonlyMap<number, readonly Use[]>;
  /** Errors that the new types cause and that cannot be assigned to a change. */
  others: readonly Use[];
}

/**
 * Finds the code that is affected when new types replace the old ones: first the compiler errors, then
 * uses of the changed parts that still compile.
 *
 * @param folders the consumer folders; their generated files are replaced only in memory
 * @throws {InputError} when a folder has no programs
 */
export async function findUses(
  folders: readonly string[],
  old: ApiDocument,
  now: ApiDocument,
  changes: readonly Change[],
): Promise<Uses> {
  const byChange = new Map<number, Use[]>();
  const others: Use[] = [];
  const marks = changes.map((change) => marksOf(change, [old, now]));
  const generated = { old: await GeneratedFiles.of(old), new: await GeneratedFiles.of(now) };
  const add = (index: number | undefined, use: Use): void => {
    const list = index === undefined ? others : (byChange.get(index) ?? []);
    list.push(use);
    if (index !== undefined) byChange.set(index, list);
  };
  for (const consumer of folders.flatMap(consumersIn)) {
    const before = programOf(consumer, generated.old);
    const after = programOf(consumer, generated.new);
    const known = new Set(errorsOf(before, consumer, generated.old).map(({ key }) => key));
    const errors = errorsOf(after, consumer, generated.new).filter(({ key }) => !known.has(key));
    const lines = new Set(errors.map(({ use }) => `${use.file}:${use.line}`));
    for (const { use, surroundings } of errors)
      add(causeOf(use, surroundings, changes, marks), use);
    for (const file of ownFiles(before, consumer, generated.old))
      for (const { index, use } of silentUses(file, before, marks, generated.old))
        if (!lines.has(`${use.file}:${use.line}`)) add(index, use);
  }
  return { byChange, others };
}

function ownFiles(
  program: ts.Program,
  { folder }: Consumer,
  generated: GeneratedFiles,
): ts.SourceFile[] {
  return program
    .getSourceFiles()
    .filter(
      (file) =>
        file.fileName.startsWith(`${folder}/`) &&
        !file.fileName.includes("/node_modules/") &&
        !file.isDeclarationFile &&
        !generated.has(file.fileName, file.text),
    );
}

function errorsOf(
  program: ts.Program,
  consumer: Consumer,
  generated: GeneratedFiles,
): { key: string; use: Use; surroundings: string }[] {
  return ownFiles(program, consumer, generated).flatMap((file) =>
    program.getSemanticDiagnostics(file).map((diagnostic) => {
      const reason = said(diagnostic);
      const start = diagnostic.start ?? 0;
      const use = useAt(file, start, "error", reason);
      const key = `${use.file}:${use.line}:${use.column} ${diagnostic.code}`;
      return { key, use, surroundings: surroundingsOf(file, start, use) };
    }),
  );
}

function useAt(file: ts.SourceFile, start: number, kind: Use["kind"], reason: string): Use {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const code = file.text.split("\n")[line] ?? "";
  return {
    file: relative(process.cwd(), file.fileName),
    line: line + 1,
    column: character + 1,
    code: code.trim(),
    kind,
    reason,
  };
}

/**
 * Returns the code around an error that can name its cause: the names of the functions and properties that
 * the error is in, and the line that an unused directive expects an error in.
 */
function surroundingsOf(file: ts.SourceFile, start: number, { line, reason }: Use): string {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (start < node.getFullStart() || start >= node.getEnd()) return;
    const { name } = node as Partial<ts.NamedDeclaration>;
    if (name && compiler.isIdentifier(name)) names.push(name.text);
    compiler.forEachChild(node, visit);
  };
  visit(file);
  const next = reason.includes("@ts-expect-error") ? (file.text.split("\n")[line] ?? "") : "";
  return `${names.join(" ")}\n${next}`;
}

/**
 * Returns the index of the change that best matches an error. A change that breaks the types comes before one
 * that does not: an addition breaks only code that lists everything.
 */
function causeOf(
  { reason, code }: Use,
  surroundings: string,
  changes: readonly Change[],
  marks: readonly Mark[],
): number | undefined {
  const text = `${reason}\n${code}\n${surroundings}`;
  const bestOf = (indexes: readonly number[], isNamed: boolean): number | undefined => {
    let best: { index: number; score: number } | undefined;
    for (const index of indexes) {
      const mark = marks[index]!;
      const named = mark.names.filter((name) => hasWord(text, name)).length;
      if (isNamed && named === 0) continue;
      // The compiler quotes the name that it complains about. Others may only be in the types that it shows.
      const quoted = mark.names.filter((name) => reason.includes(`'${name}'`)).length;
      const held = mark.holders.filter((name) => hasWord(text, name)).length;
      const score = quoted * 4 + named * 2 + held;
      if (score > (best?.score ?? 0)) best = { index, score };
    }
    return best?.index;
  };
  const breaking = [...changes.keys()].filter((index) => changes[index]?.types === "breaking");
  const others = [...changes.keys()].filter(
    (index) => changes[index]?.types !== "breaking" && changes[index]?.wire !== "documentation",
  );
  return (
    bestOf(breaking, false) ??
    bestOf(others, true) ??
    (breaking.length === 1 ? breaking[0] : undefined)
  );
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  if (at < 0 || word === "") return false;
  const isLetter = (letter: string | undefined): boolean =>
    letter !== undefined && /\w/.test(letter);
  return !isLetter(text[at - 1]) && !isLetter(text[at + word.length]);
}

/** Finds uses of changed properties and values that still compile with the new types. */
function* silentUses(
  file: ts.SourceFile,
  program: ts.Program,
  marks: readonly Mark[],
  generated: GeneratedFiles,
): Generator<{ index: number; use: Use }> {
  const checker = program.getTypeChecker();
  const visit = function* (node: ts.Node): Generator<{ index: number; use: Use }> {
    for (const [index, mark] of marks.entries()) {
      const reason = reasonOf(node, mark);
      if (reason !== undefined)
        yield { index, use: useAt(file, node.getStart(file), "use", reason) };
    }
    for (const child of node.getChildren(file)) yield* visit(child);
  };
  yield* visit(file);

  function reasonOf(node: ts.Node, { properties, values }: Mark): string | undefined {
    if (compiler.isIdentifier(node) && properties.includes(node.text)) return propertyUse(node);
    if (compiler.isStringLiteral(node) && values.includes(node.text)) {
      const { parent } = node;
      const isCompared = compiler.isBinaryExpression(parent) || compiler.isCaseClause(parent);
      return isCompared ? `compares with "${node.text}"` : undefined;
    }
    return undefined;
  }

  function propertyUse(node: ts.Identifier): string | undefined {
    const { parent } = node;
    if (!compiler.isPropertyAccessExpression(parent) || parent.name !== node) return undefined;
    const type = checker.getTypeAtLocation(parent.expression);
    if (type.flags & compiler.TypeFlags.Any) return `reads \`${node.text}\` of any`;
    const declared = checker.getSymbolAtLocation(node)?.declarations ?? [];
    const isGenerated = declared.some((declaration) => {
      const source = declaration.getSourceFile();
      return generated.has(source.fileName, source.text);
    });
    return isGenerated ? `reads \`${node.text}\`` : undefined;
  }
}
