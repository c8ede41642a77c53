import { type ApiDocument, DocumentError, typesOf } from "@sandboxes/codegen/in-memory";
import type ts from "typescript";
import type { Verdict } from "../rules/rule.ts";
import { compiler } from "./compiler.ts";
import { canRead, canWrite } from "./known-keys.ts";
import { type Probe, probeDocument, probePath } from "./probe-documents.ts";
import { reread } from "./reread.ts";

/**
 * Checks pairs of schemas with the compiler: whether the new types are assignable to the old ones in the
 * direction of use.
 *
 * @returns for each probe, `none` when the types fit both ways, `compatible` when they fit in the
 *   direction of use, else `breaking`; `undefined` when no types can be generated
 */
export async function checkProbes(
  old: ApiDocument,
  now: ApiDocument,
  probes: readonly Probe[],
): Promise<Verdict[] | undefined> {
  const texts = await Promise.all([typesText(old, probes, "old"), typesText(now, probes, "new")]);
  const [before, after] = texts;
  if (before === undefined || after === undefined) {
    if (probes.length < 2) return undefined;
    // One schema without a type must not hide the others.
    const single = await Promise.all(probes.map((probe) => checkProbes(old, now, [probe])));
    return single.map((verdicts) => verdicts?.[0] ?? "breaking");
  }
  return judge(before, after, probes);
}

async function typesText(
  document: ApiDocument,
  probes: readonly Probe[],
  side: "old" | "new",
): Promise<string | undefined> {
  try {
    return await typesOf(reread(probeDocument(document, probes, side)));
  } catch (error) {
    if (DocumentError.isInstance(error)) return undefined;
    throw error;
  }
}

/** The lines of a probe: two aliases, and the assignments in the direction of use and against it. */
const linesOfProbe = 4;

function judge(before: string, after: string, probes: readonly Probe[]): Verdict[] {
  const files = new Map([
    ["/old.ts", before],
    ["/new.ts", after],
    ["/probes.ts", probesText(probes)],
  ]);
  const program = compiler.createProgram(["/probes.ts"], options, hostOf(files));
  const file = program.getSourceFile("/probes.ts");
  const failed = new Set<number>();
  for (const { start, file: at } of program.getSemanticDiagnostics(file))
    if (at && start !== undefined) failed.add(at.getLineAndCharacterOfPosition(start).line - 1);
  const checker = program.getTypeChecker();
  const aliases = new Map(
    file?.statements
      .filter(compiler.isTypeAliasDeclaration)
      .map(({ name }) => [name.text, checker.getTypeAtLocation(name)]),
  );
  return probes.map(({ way }, index) => {
    const [old, now] = [aliases.get(`Old${index}`), aliases.get(`New${index}`)];
    const hasKeys = way === "request" ? canWrite : canRead;
    const line = linesOfProbe * index + 2;
    if (failed.has(line) || !old || !now || !hasKeys(checker, old, now)) return "breaking";
    return failed.has(line + 1) || !hasKeys(checker, now, old) ? "compatible" : "none";
  });
}

function probesText(probes: readonly Probe[]): string {
  const lines = probes.flatMap((probe, index) => {
    const path = JSON.stringify(probePath(index));
    const type = (side: string): string =>
      probe.way === "request"
        ? `NonNullable<${side}[${path}]["post"]["requestBody"]>["content"]["application/json"]`
        : `${side}[${path}]["get"]["responses"][200]["content"]["application/json"]`;
    const [from, to] = probe.way === "request" ? ["Old", "New"] : ["New", "Old"];
    return [
      `type Old${index} = ${type("Old")};`,
      `type New${index} = ${type("New")};`,
      assignment(from, to, index),
      assignment(to, from, index),
    ];
  });
  const imports = `import type { paths as Old } from "./old.ts"; import type { paths as New } from "./new.ts";`;
  return [imports, ...lines].join("\n");
}

function assignment(from: string, to: string, index: number): string {
  return `export const ${from}${index}Is${to} = (value: ${from}${index}): ${to}${index} => value;`;
}

const options: ts.CompilerOptions = {
  target: compiler.ScriptTarget.ES2023,
  module: compiler.ModuleKind.ESNext,
  moduleResolution: compiler.ModuleResolutionKind.Bundler,
  lib: ["lib.es5.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

/** Reads the compiler's own libraries from the disk, and everything else from memory. */
function hostOf(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = compiler.createCompilerHost(options);
  return {
    ...host,
    getCurrentDirectory: () => "/",
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile: (path, languageVersion) => {
      const text = files.get(path) ?? host.readFile(path);
      return text === undefined
        ? undefined
        : compiler.createSourceFile(path, text, languageVersion, true);
    },
  };
}
