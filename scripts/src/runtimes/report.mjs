// Runs the cases in a program or a page, and reports the results.
import { runCases } from "./cases.mjs";

const text = globalThis.location?.hash
  ? decodeURIComponent(globalThis.location.hash.slice(1))
  : process.argv[2];
const setting = JSON.parse(text);
const body = JSON.stringify(await runCases(setting));
await fetch(setting.report, { method: "POST", body });
