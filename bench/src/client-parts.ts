// Prints what each module adds to the bundle of the client: its size, minus its size without the module.
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { type OutputChunk, rolldown } from "rolldown";

const entry = fileURLToPath(new URL("client/entry.ts", import.meta.url));
const code = 'export { createClient } from "@sandboxes/client";';

/** @param stub the id of a module to replace, and the code that replaces it */
async function bundle(stub?: { id: string; code: string }): Promise<OutputChunk> {
  const build = await rolldown({
    input: "entry",
    platform: "browser",
    resolve: { conditionNames: ["@sandboxes/source", "browser", "import", "default"] },
    onLog: () => {},
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? entry : null),
        load: (id) => (id === entry ? code : id === stub?.id ? stub.code : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true, codeSplitting: false });
  await build.close();
  return output[0];
}

const sizeOf = (chunk: OutputChunk): number => gzipSync(chunk.code, { level: 9 }).length;

const whole = await bundle();
const rows: [name: string, bytes: number][] = [];
for (const [id, { renderedExports }] of Object.entries(whole.modules)) {
  if (id === entry || !id.endsWith(".ts")) continue;
  // Undeclared names: the minifier cannot remove what uses them.
  const stub = renderedExports.map((name, index) => `export const ${name} = x${index};`).join("\n");
  // Not measured: a module with exports that only other clients import.
  const other = await bundle({ id, code: stub || "export {};" }).catch(() => undefined);
  if (other) rows.push([id.replace(/.*packages\//, ""), sizeOf(whole) - sizeOf(other)]);
}
console.log("| module | bytes |\n|---|--:|");
for (const [name, bytes] of rows.toSorted((one, other) => other[1] - one[1]))
  console.log(`| ${name} | ${bytes} |`);
console.log(`\nThe whole client: ${sizeOf(whole)} bytes.`);
