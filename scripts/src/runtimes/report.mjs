// Runs the cases where a program is started or a page is opened, and reports how it went.
import { runCases } from "./cases.mjs";

const text = globalThis.location?.hash
  ? decodeURIComponent(globalThis.location.hash.slice(1))
  : process.argv[2];
const setting = JSON.parse(text);
const body = JSON.stringify(await runCases(setting));
await fetch(setting.report, { method: "POST", body });
