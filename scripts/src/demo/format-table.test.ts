import { expect, it } from "vitest";
import { formatTable } from "./format-table.ts";

const columns = [
  { title: "name", cell: ({ name }: { name: string }) => name },
  {
    title: "n",
    align: "right" as const,
    cell: ({ name }: { name: string }) => String(name.length),
  },
  { title: "note", cell: ({ name }: { name: string }) => name.repeat(2) },
];

it("draws a box as wide as its rows", () => {
  expect(formatTable(columns, [{ name: "a" }, { name: "long name!" }], 80)).toBe(
    [
      "┌────────────┬────┬──────────────────────┐",
      "│ name       │  n │ note                 │",
      "├────────────┼────┼──────────────────────┤",
      "│ a          │  1 │ aa                   │",
      "│ long name! │ 10 │ long name!long name! │",
      "└────────────┴────┴──────────────────────┘",
    ].join("\n"),
  );
});

it("draws only the header when there are no rows", () => {
  expect(formatTable(columns, [], 80)).toBe(
    [
      "┌──────┬───┬──────┐", //
      "│ name │ n │ note │",
      "├──────┼───┼──────┤",
      "└──────┴───┴──────┘",
    ].join("\n"),
  );
});

it.each([
  ["wide", "界界", "│ 界界 │ 2 │ 界界界界 │"],
  ["combining", "e\u0301", "│ e\u0301    │ 2 │ e\u0301e\u0301   │"],
  ["cut", "abcdefgh", "│ abcdefgh │ 8 │ abcd… │"],
  ["wide and cut", "界界界界", "│ 界界界界 │ 4 │ 界界… │"],
  ["a family, not torn apart", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "│ 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦 │ 33 │ 👨‍👩‍👧‍👦👨‍👩‍👧‍👦…  │"],
])("measures as a terminal does: %s", (_, name, wanted) => {
  expect(formatTable(columns, [{ name }], 24).split("\n")[3]).toBe(wanted);
});

it("colours a cell after fitting it", () => {
  const red = { ...columns[0]!, style: (text: string) => `<${text}>` };
  expect(formatTable([red], [{ name: "a" }], 80).split("\n")[3]).toBe("│ <a   > │");
});
