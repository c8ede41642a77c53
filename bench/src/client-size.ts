// Measures the bytes that the client adds to a bundle, minified and compressed with gzip -9.
import { measureBundle } from "./client/bundle-size.ts";

/** The size budget of the client. */
const budget = 7500;
/**
 * The current size of the client. It is not a target: it only keeps the client from growing until the
 * client meets the budget. Lower it whenever the client shrinks.
 */
const ceiling = 10754;

const client = await measureBundle('export { createClient } from "@sandboxes/client";');
const peer = await measureBundle('export { default } from "openapi-fetch";');

console.log("| bundled by rolldown | min+gzip, bytes | budget | |");
console.log("|---|--:|--:|---|");
console.log(
  `| the client | ${client.bytes} | ${budget} | ${client.bytes > budget ? "NOT met" : "met"} |`,
);
console.log(`| openapi-fetch alone | ${peer.bytes} | | |`);

const over = client.bytes - budget;
if (over > 0)
  console.log(`\nThe budget of ${budget} bytes is NOT met: the client is ${over} over it.`);
// Negated, so that a size of NaN fails.
if (!(client.bytes <= Math.max(budget, ceiling))) {
  console.error(`The client has grown: it was ${ceiling} bytes.`);
  process.exitCode = 1;
}
