// Prints the table of the README: what becomes of each public document. Each is generated and
// typechecked by processes of their own, one after the other.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeProject } from "./project/document-project.ts";
import { documents } from "./project/documents.ts";
import { type Run, runCodegen, runCompiler } from "./project/run.ts";

const base = mkdtempSync(join(tmpdir(), "codegen-documents-"));

/** @returns seconds that a process took which ended well */
async function secondsOf(start: () => Promise<Run>): Promise<number> {
  const from = performance.now();
  const { code, out, err } = await start();
  if (code !== 0) throw new Error(`It ended with ${String(code)}:\n${out}${err}`);
  return (performance.now() - from) / 1000;
}

try {
  console.log(
    "| document | properties | warnings | generated code, kB | operations | schemas | generation, s | typecheck, s |",
  );
  console.log("| --- | --- | --- | --: | --: | --: | --: | --: |");
  for (const [index, document] of documents.entries()) {
    const project = join(base, String(index));
    writeProject(project, document);
    const generating = await secondsOf(
      async () => await runCodegen(project, "generate", "--config", "codegen.config.mjs"),
    );
    const checking = await secondsOf(async () => await runCompiler(project));
    const files = readdirSync(join(project, "src"));
    const texts = files.map((name) => readFileSync(join(project, "src", name), "utf8"));
    const count = (name: string, line: RegExp): number =>
      readFileSync(join(project, "src", name), "utf8").match(line)?.length ?? 0;
    const cells = [
      document.name,
      document.kind,
      document.warnings.map((code) => `\`${code}\``).join(", "),
      Math.round(texts.join("").length / 1000).toLocaleString("en"),
      count("operations.gen.ts", /^ {4}id: /gm),
      count("schemas.gen.ts", /^ {2}\S+: ?/gm),
      generating.toFixed(1),
      checking.toFixed(1),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}
