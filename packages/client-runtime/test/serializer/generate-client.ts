import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate } from "@sandboxes/codegen";
import type { Api } from "@sandboxes/client-runtime";
import { afterAll } from "vitest";

/** A client that codegen has made of a document. */
export interface Generated {
  api: Api;
  /** The operations that codegen leaves out, as `GET /pets`. */
  leftOut: readonly string[];
}

/** Generates the client of a document inside this package, where it finds the runtime. */
export async function generateClient(spec: string): Promise<Generated> {
  const parent = join(import.meta.dirname, "../../.vitest/clients");
  mkdirSync(parent, { recursive: true });
  const base = mkdtempSync(join(parent, "client-"));
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  const artifacts = ["types", "client"] as const;
  await generate({ specs: [{ spec, out: "src", artifacts }] }, base);
  const file = join(base, "src/client.gen.ts");
  const text = readFileSync(file, "utf8");
  // `client.gen.ts` keeps its table to itself, except for this.
  const { api } = (await import(pathToFileURL(file).href)) as { api: Api };
  const leftOut = Array.from(
    text.matchAll(/^\/\/ - ([A-Z]+ \S+): /gm),
    ([, operation = ""]) => operation,
  );
  return { api, leftOut };
}
