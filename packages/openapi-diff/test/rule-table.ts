import { rules } from "@sandboxes/openapi-diff";

const [start, end] = ["<!-- prettier-ignore-start -->", "<!-- prettier-ignore-end -->"];

/** @returns the README with the table of rules that the code has */
export function withRules(readme: string): string {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The README has no ${start} … ${end}.`);
  const rows = rules.map(
    ({ id, direction, wire, types, tests, example }) =>
      `| \`${id}\` | ${direction === "none" ? "" : direction} | ${wire} | ${types} | ${tests} | ${cell(example.before)} → ${cell(example.after)} |`,
  );
  const table = [
    "| id | direction | wire | types | tests | example |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
  const count = `${rules.length} rules.`;
  return `${readme.slice(0, from)}${start}\n\n${count}\n\n${table}\n\n${readme.slice(to)}`;
}

/** Shows one side of an example in little room. */
function cell(value: unknown): string {
  const text = JSON.stringify(value)
    .replaceAll(/"([\w$]+)":/g, "$1:")
    .replaceAll(":", ": ")
    .replaceAll(",", ", ");
  const short = text.length > 90 ? `${text.slice(0, 88)}…` : text;
  return `\`${short.replaceAll("|", "\\|")}\``;
}
