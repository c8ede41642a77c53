import { parseArgs } from "node:util";
import {
  type ReportFormat,
  type SandboxTarget,
  checkConformance,
  compareDeployments,
  formatReport,
} from "@sandboxes/test-utils/conformance";
import type { Command, Output } from "../command.ts";
import { UsageError } from "../usage-error.ts";

const usage = `Usage: sandboxes conformance --url URL [OPTIONS]

Checks whether a deployment of the API behaves as the spec says. Each check cites the sentence that it
checks, and deletes the sandboxes that it created. No check touches another sandbox.

  --url URL               the base URL of the deployment
  --key KEY               an API key (default: the variable SUPERSERVE_API_KEY)
  --other-key KEY         a key of another team, to check that teams do not see each other
  --max-sandboxes NUMBER  the limit of the team; the check creates that many sandboxes
  --only TEXT             only the checks whose name contains this text
  --format FORMAT         text, json or junit (default: text)
  --compare-url URL       runs the same checks on a second deployment, and prints each difference once
  --compare-key KEY       the API key of the second deployment (default: that of the first)
  --help                  this text

A key on the command line is visible to other users of this machine. Prefer the variable.`;

/** Checks a deployment against the spec. */
export const conformance: Command = { usage, run };

const formats: readonly string[] = ["text", "json", "junit"];

async function run(argv: readonly string[], output: Output): Promise<void> {
  const values = parse(argv);
  const format = values.format ?? "text";
  if (!formats.includes(format))
    throw new UsageError(`--format takes text, json or junit, not ${JSON.stringify(format)}.`);
  const target = readTarget(values);
  if (values["compare-url"] !== undefined) {
    await compare(target, values["compare-url"], values, output);
    return;
  }
  const report = await checkConformance(target, {
    only: values.only ?? "",
    onResult: ({ name, outcome }) => {
      if (outcome === "fail" && format !== "text") output.err(`failed: ${name}`);
    },
  });
  if (report.results.length === 0)
    throw new UsageError(`No check has a name that contains ${JSON.stringify(values.only)}.`);
  output.out(formatReport(report, format as ReportFormat));
  const failed = report.results.filter(({ outcome }) => outcome === "fail").length;
  if (failed > 0) throw new Error(`${failed} of ${report.results.length} checks failed.`);
}

type Options = ReturnType<typeof parse>;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        url: { type: "string" },
        key: { type: "string" },
        "other-key": { type: "string" },
        "max-sandboxes": { type: "string" },
        only: { type: "string" },
        format: { type: "string" },
        "compare-url": { type: "string" },
        "compare-key": { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

function readTarget(values: Options): SandboxTarget {
  const { url, key = process.env["SUPERSERVE_API_KEY"] ?? "" } = values;
  if (url === undefined) throw new UsageError(`--url is missing.\n\n${usage}`);
  if (key === "") throw new UsageError("Give a key with --key, or in SUPERSERVE_API_KEY.");
  const limit = values["max-sandboxes"];
  const maxSandboxes = Number(limit);
  if (limit !== undefined && !(Number.isSafeInteger(maxSandboxes) && maxSandboxes > 0))
    throw new UsageError(`--max-sandboxes takes a number of at least 1, not ${limit}.`);
  const otherApiKey = values["other-key"];
  return {
    baseUrl: readUrl("--url", url),
    apiKey: key,
    ...(otherApiKey !== undefined && { otherApiKey }),
    ...(limit !== undefined && { maxSandboxes }),
  };
}

function readUrl(option: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UsageError(`${option} takes an http or https URL, not ${JSON.stringify(text)}.`);
  return text;
}

async function compare(
  target: SandboxTarget,
  url: string,
  values: Options,
  output: Output,
): Promise<void> {
  const baseUrl = readUrl("--compare-url", url);
  const other = { ...target, baseUrl, apiKey: values["compare-key"] ?? target.apiKey };
  const differences = await compareDeployments(target, other, values.only);
  if (values.format === "json") output.out(JSON.stringify(differences, null, 2));
  else if (differences.length === 0) output.out("The deployments behave alike.");
  else
    for (const { difference, checks } of differences)
      output.out(`${difference}\n    shown by: ${checks.join(", ")}`);
  if (differences.length > 0)
    throw new Error(`${differences.length} differences between ${target.baseUrl} and ${baseUrl}.`);
}
