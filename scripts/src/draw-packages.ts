// Draws packages/columns.svg, the picture in the README, from the import table. With --check it only
// compares.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawColumns } from "./packages/draw-columns.ts";
import { importTable } from "./packages/import-table.ts";
import { repository } from "./repository.ts";

const file = join(repository, "packages/columns.svg");
const existing = Object.entries(importTable).filter(([name]) =>
  existsSync(join(repository, "packages", name, "package.json")),
);
const picture = drawColumns(Object.fromEntries(existing));

if (!process.argv.includes("--check")) {
  await writeFile(file, picture);
} else if ((await readFile(file, "utf8").catch(() => "")) !== picture) {
  console.error("packages/columns.svg is out of date. Run pnpm draw:packages.");
  process.exitCode = 1;
}
