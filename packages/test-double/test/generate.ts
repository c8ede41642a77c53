import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generate } from "@sandboxes/codegen";
import type { Contract, Validator } from "../src/contract/contract.ts";

const require = createRequire(import.meta.url);

/** The OpenAPI documents of third-party APIs that the tests use. */
export const documents: Readonly<Record<"library" | "music" | "trainTravel" | "starTrek", string>> =
  {
    library: fileURLToPath(new URL("library.yaml", import.meta.url)),
    music: fileURLToPath(new URL("music.yaml", import.meta.url)),
    trainTravel: require.resolve("@readme/oas-examples/3.1/json/train-travel.json"),
    starTrek: require.resolve("@readme/oas-examples/3.0/json/star-trek.json"),
  };

/** Generates the artefacts of a document into a temporary folder and loads them. */
export async function loadContract(
  spec: string,
): Promise<{ contract: Contract; validators: Readonly<Record<string, Validator>> }> {
  const out = mkdtempSync(join(tmpdir(), "test-double-"));
  const tolerate = ["invalid-example", "unsupported-keyword"] as const;
  const artifacts = ["types", "operations", "validators", "document", "contract"] as const;
  await generate({ specs: [{ spec, out, artifacts: [...artifacts], tolerate: [...tolerate] }] });
  const load = async (name: string): Promise<unknown> =>
    await import(pathToFileURL(join(out, `${name}.gen.ts`)).href);
  const { contract } = (await load("contract")) as { contract: Contract };
  const validators = (await load("validators")) as Record<string, Validator>;
  rmSync(out, { recursive: true });
  return { contract, validators };
}
