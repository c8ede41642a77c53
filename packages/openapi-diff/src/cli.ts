import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { DocumentError } from "@sandboxes/codegen/in-memory";
import type { BumpPolicy } from "./bumps/policy.ts";
import { readPolicy } from "./bumps/read-policy.ts";
import type { Comparison } from "./change.ts";
import { InputError } from "./input/input-error.ts";

const usage = `Usage: openapi-diff OLD NEW [options]

OLD and NEW are each a file, a folder, a URL, git:REVISION:PATH, npm:PACKAGE@VERSION,
npm:PACKAGE@VERSION:PATH, or - for standard input.

  --json               print the comparison as JSON
  --markdown           print it as Markdown, for a comment on a pull request
  --fail-on VERDICT    exit with 1 on a change that is breaking, potential or any
                       (breaking: on the wire or in the types; default: never)
  --no-types           do not generate and compare types; much faster for large documents
  --consumers DIR      list the lines of the programs in DIR that the new types break
                       (may be given several times)
  --policy FILE        JSON file with entries that replace those of the bump policy
  --pre1               bumps for packages before version 1.0
  --help               this text

Exit codes: 0 nothing to reject, 1 rejected by --fail-on, 2 could not compare.`;

/** The output of the program. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** The values of `--fail-on`. */
type FailOn = "breaking" | "potential" | "any";

/**
 * Runs the command line.
 *
 * @param argv the arguments, without the program's name
 * @returns the exit code: 0 for success, 1 for changes that `--fail-on` rejects, 2 for an error
 */
export async function main(
  argv: readonly string[],
  output: Output = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  },
): Promise<number> {
  try {
    return await run(argv, output);
  } catch (error) {
    const isKnown =
      InputError.isInstance(error) || DocumentError.isInstance(error) || isUsageError(error);
    if (!isKnown) throw error;
    output.err(`${(error as Error).message}\n`);
    return 2;
  }
}

async function run(argv: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: "boolean" },
      markdown: { type: "boolean" },
      "fail-on": { type: "string" },
      "no-types": { type: "boolean" },
      consumers: { type: "string", multiple: true },
      policy: { type: "string" },
      pre1: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    output.out(`${usage}\n`);
    return 0;
  }
  const [old, now, ...rest] = positionals;
  if (old === undefined || now === undefined || rest.length > 0)
    throw new InputError(`Name two documents, the old one and the new one.\n\n${usage}`);
  if (values.json && values.markdown)
    throw new InputError("Give either --json or --markdown, not both.");
  if (old === "-" && now === "-")
    throw new InputError("Standard input can be one of the documents, not both.");
  if (values.consumers && values["no-types"])
    throw new InputError("--consumers needs the types: leave --no-types out.");
  const failOn = values["fail-on"] === undefined ? undefined : failOnOf(values["fail-on"]);
  const policy: BumpPolicy =
    values.policy === undefined ? [] : readPolicy(values.policy, readText(values.policy));
  const { openDocument } = await import("./input/open-document.ts");
  const [before, after] = [await openDocument(old), await openDocument(now)];
  const { compare } = await import("./compare.ts");
  const comparison = await compare(before, after, {
    types: !values["no-types"],
    stage: values.pre1 ? "pre1" : "post1",
    policy,
    consumers: values.consumers ?? [],
  });
  output.out(await report(comparison, values));
  return failOn !== undefined && isRejected(comparison, failOn) ? 1 : 0;
}

function failOnOf(text: string): FailOn {
  if (text === "breaking" || text === "potential" || text === "any") return text;
  throw new InputError(`--fail-on takes breaking, potential or any, not \`${text}\`.`);
}

/** Returns whether a comparison is at least as bad as the value of `--fail-on`. */
function isRejected({ wire, types, changes }: Comparison, failOn: FailOn): boolean {
  if (failOn === "any") return changes.length > 0;
  if (wire === "breaking" || types === "breaking") return true;
  return failOn === "potential" && wire === "potential";
}

async function report(
  comparison: Comparison,
  { json, markdown }: { json?: boolean | undefined; markdown?: boolean | undefined },
): Promise<string> {
  if (json) return `${JSON.stringify(comparison, null, 2)}\n`;
  if (markdown) return (await import("./report/markdown.ts")).markdownReport(comparison);
  return (await import("./report/text.ts")).textReport(comparison);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : (code ?? "it failed");
    throw new InputError(`Cannot read ${path}: ${reason}.`, {
      cause: error,
    });
  }
}

function isUsageError(error: unknown): boolean {
  return ((error as NodeJS.ErrnoException).code ?? "").startsWith("ERR_PARSE_ARGS");
}
