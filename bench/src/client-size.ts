// What the client adds to a bundle: minified, compressed by gzip -9, as a consumer would have it.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

const limit = 6144;

const entries = {
  "the client": 'export { createClient } from "@sandboxes/client";',
  "openapi-fetch alone": 'export { default } from "openapi-fetch";',
};

const entry = fileURLToPath(new URL("entry.js", import.meta.url));

/** @returns bytes */
async function sizeOf(code: string): Promise<number> {
  const bundle = await rolldown({
    input: "entry",
    platform: "browser",
    resolve: { conditionNames: ["@sandboxes/source", "import", "default"] },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? entry : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}

console.log("| bundled by rolldown | min+gzip, bytes | limit | |");
console.log("|---|--:|--:|---|");
for (const [name, code] of Object.entries(entries)) {
  const size = await sizeOf(code);
  const isLimited = name === "the client";
  const isOver = isLimited && size > limit;
  if (isOver) process.exitCode = 1;
  const verdict = isLimited ? `${limit} | ${isOver ? "✗" : "✓"}` : " | ";
  console.log(`| ${name} | ${size} | ${verdict} |`);
}
