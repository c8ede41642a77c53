// Measures the bytes that the client adds to a bundle, minified and compressed with gzip -9.
import { measureBundle } from "./client/bundle-size.ts";

const limit = 7500;

const entries = {
  "the client": 'export { createClient } from "@sandboxes/client";',
  "openapi-fetch alone": 'export { default } from "openapi-fetch";',
};

console.log("| bundled by rolldown | min+gzip, bytes | limit | |");
console.log("|---|--:|--:|---|");
for (const [name, code] of Object.entries(entries)) {
  const { bytes: size } = await measureBundle(code);
  const isLimited = name === "the client";
  const isOver = isLimited && size > limit;
  if (isOver) process.exitCode = 1;
  const verdict = isLimited ? `${limit} | ${isOver ? "✗" : "✓"}` : " | ";
  console.log(`| ${name} | ${size} | ${verdict} |`);
}
