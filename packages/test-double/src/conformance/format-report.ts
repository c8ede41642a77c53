import type { CheckResult, Report } from "./check.ts";

/** The formats of a report. */
export type ReportFormat = "text" | "json" | "junit";

/** Formats a report: for people, for programs, or as JUnit XML for a CI. */
export function formatReport(report: Report, format: ReportFormat): string {
  if (format === "json") return JSON.stringify(withoutExchanges(report), null, 2);
  return format === "junit" ? toJunit(report) : toText(report);
}

/** Bodies may contain secrets, such as tokens, so no report contains them. */
function withoutExchanges({ results, ...rest }: Report): object {
  return {
    ...rest,
    results: results.map(({ exchanges, ...result }) => ({ ...result, requests: exchanges.length })),
  };
}

function countOf(results: readonly CheckResult[], outcome: CheckResult["outcome"]): number {
  return results.filter((result) => result.outcome === outcome).length;
}

function toText({ target, results, coverage }: Report): string {
  const signs = { pass: "✓", fail: "✗", "not checked": "–" };
  const lines = results.flatMap(({ name, cites, outcome, message }) => [
    `${signs[outcome]} ${name}`,
    ...(outcome === "pass" ? [] : [`    ${message ?? ""}`, `    checks: ${cites}`]),
  ]);
  const uncovered = coverage.filter((each) => !each.covered);
  const fields = coverage.filter((each) => each.covered && each.missing.length > 0);
  const covered = coverage.length - uncovered.length;
  return [
    `Conformance of ${target}`,
    "",
    ...lines,
    "",
    `Covered ${covered} of ${coverage.length} documented responses.`,
    ...groupByOperation(uncovered.map(({ operation, status }) => [operation, status])).map(
      (line) => `  not covered: ${line}`,
    ),
    ...fields.map(
      ({ operation, status, missing }) =>
        `  fields not covered: ${operation} ${status}: ${missing.join(", ")}`,
    ),
    "",
    `${countOf(results, "pass")} passed, ${countOf(results, "fail")} failed, ${countOf(results, "not checked")} not checked`,
  ].join("\n");
}

function groupByOperation(pairs: readonly (readonly [string, string])[]): string[] {
  const groups = new Map<string, string[]>();
  for (const [operation, status] of pairs)
    groups.set(operation, [...(groups.get(operation) ?? []), status]);
  return [...groups].map(([operation, statuses]) => `${operation} ${statuses.join(", ")}`);
}

function toJunit({ target, results }: Report): string {
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const cases = results.map(({ name, cites, outcome, message, milliseconds }) => {
    const start = `    <testcase classname="conformance" name="${escapeXml(name)}" time="${seconds(milliseconds)}"`;
    if (outcome === "pass") return `${start}/>`;
    const text = escapeXml(`${message ?? ""}\nchecks: ${cites}`);
    const inner =
      outcome === "fail"
        ? `<failure message="${escapeXml(message ?? "")}">${text}</failure>`
        : `<skipped message="${escapeXml(message ?? "")}"/>`;
    return `${start}>${inner}</testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites>`,
    `  <testsuite name="${escapeXml(target)}" tests="${results.length}" failures="${countOf(results, "fail")}" skipped="${countOf(results, "not checked")}" time="${seconds(total)}">`,
    ...cases,
    `  </testsuite>`,
    `</testsuites>`,
  ].join("\n");
}

function escapeXml(text: string): string {
  return (
    text
      // XML 1.0, section 2.2, allows no other control characters.
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, "\uFFFD")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("\n", "&#10;")
  );
}
