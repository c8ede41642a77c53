import { type ApiDocument, DocumentError, typesOf } from "@sandboxes/codegen/in-memory";
import type ts from "typescript";
import type { Verdict } from "../rules/rule.ts";
import { compiler } from "./compiler.ts";
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
  const failed = failures(before, after, probes);
  return probes.map((_, index) => {
    if (failed.has(2 * index)) return "breaking";
    return failed.has(2 * index + 1) ? "compatible" : "none";
  });
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

/**
 * @returns the numbers of the assignments that fail: of each probe the one in the direction of
 *   use, and then the one against it
 */
function failures(before: string, after: string, probes: readonly Probe[]): ReadonlySet<number> {
  const lines = probes.flatMap((probe, index) => {
    const path = JSON.stringify(probePath(index));
    const type = (side: string): string =>
      probe.way === "request"
        ? `NonNullable<${side}[${path}]["post"]["requestBody"]>["content"]["application/json"]`
        : `${side}[${path}]["get"]["responses"][200]["content"]["application/json"]`;
    const [from, to] = probe.way === "request" ? ["Old", "New"] : ["New", "Old"];
    return [
      assignment(2 * index, type(from), type(to)),
      assignment(2 * index + 1, type(to), type(from)),
    ];
  });
  const imports = `import type { paths as Old } from "./old.ts"; import type { paths as New } from "./new.ts";`;
  const files = new Map([
    ["/old.ts", before],
    ["/new.ts", after],
    ["/probes.ts", [imports, ...lines].join("\n")],
  ]);
  const program = compiler.createProgram(["/probes.ts"], options, hostOf(files));
  const file = program.getSourceFile("/probes.ts");
  const found = new Set<number>();
  for (const { start, file: at } of program.getSemanticDiagnostics(file)) {
    if (at && start !== undefined) found.add(at.getLineAndCharacterOfPosition(start).line - 1);
  }
  return found;
}

function assignment(number: number, from: string, to: string): string {
  return `export const f${number} = (value: ${from}): ${to} => value;`;
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
