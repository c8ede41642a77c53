import { relative } from "node:path";
import { describeSummary, summarize } from "../../document-summary.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import type { Job } from "../parse-arguments.ts";
import { printWarnings } from "../print-problems.ts";

/** Runs `init`. @returns the exit code */
export async function runInit(
  { init: given, overrides, allWarnings }: Job,
  output: Output,
): Promise<number> {
  const { init } = await import("../../init/init.ts");
  const { artifacts: _, ...options } = overrides;
  const { name, folder, files, api, warnings } = await init({ ...given!, ...options });
  const place = relative(process.cwd(), folder) || ".";
  for (const file of files) output.out(`wrote ${place === "." ? file : `${place}/${file}`}`);
  printWarnings(warnings, output, { all: allWarnings });
  output.out(describeSummary(summarize(api)));
  const enter = place === "." ? "" : `cd ${quoted(place)} && `;
  output.out(`\nCreated ${name}. Test it:\n\n  ${enter}npm install && npm test`);
  return exitCodes.ok;
}

function quoted(path: string): string {
  return /[\s'"$&()]/.test(path) ? JSON.stringify(path) : path;
}
