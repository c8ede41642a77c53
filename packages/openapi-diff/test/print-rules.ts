import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withRules } from "./rule-table.ts";

// Prints the table of rules into the README, between its marks.
const path = fileURLToPath(new URL("../README.md", import.meta.url));
writeFileSync(path, withRules(readFileSync(path, "utf8")));
