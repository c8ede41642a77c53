import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { writeProject } from "./project/document-project.ts";
import { documents } from "./project/documents.ts";
import { folder } from "./project/folder.ts";
import { runCodegen, runCompiler } from "./project/run.ts";

// Each process takes a core and up to a gigabyte.
vi.setConfig({ maxConcurrency: 2 });

function textsOf(project: string): Record<string, string> {
  const src = join(project, "src");
  return Object.fromEntries(
    readdirSync(src).map((name) => [name, readFileSync(join(src, name), "utf8")]),
  );
}

it.concurrent.for(documents)(
  "generates $name ($kind), twice the same, and it typechecks",
  { timeout: 180_000 },
  async (document, { onTestFinished }) => {
    const base = folder({}, onTestFinished);
    const [one, two] = [join(base, "one"), join(base, "two")];
    for (const project of [one, two]) {
      writeProject(project, document);
      const { code, err } = await runCodegen(project, "generate", document.spec, "--out", "src");
      expect({ code, err }).toMatchObject({ code: 0 });
      for (const warning of document.warnings) expect(err).toContain(`[${warning}]`);
    }
    const texts = textsOf(one);
    expect(Object.keys(texts)).toHaveLength(8);
    for (const [name, text] of Object.entries(textsOf(two))) {
      expect([name, text === texts[name]]).toEqual([name, true]);
    }
    expect(await runCodegen(one, "generate", document.spec, "--out", "src")).toMatchObject({
      code: 0,
      out: expect.stringContaining("8 files were up to date"),
    });
    expect(await runCompiler(one)).toEqual({ code: 0, out: "", err: "" });
  },
);
