import stringWidth from "string-width";

export interface Column<Row> {
  readonly title: string;
  /** @default "left" */
  readonly align?: "left" | "right";
  readonly cell: (row: Row) => string;
  /** Colours a cell. The added characters must have no width. */
  readonly style?: (text: string, row: Row) => string;
}

/**
 * Draws rows in a box that is as wide as needed and at most `width` columns wide. If the rows do not
 * fit, the last column is cut. Widths are terminal columns: 界 takes two, a combining accent none.
 *
 * @example
 * formatTable([{ title: "name", cell: ({ name }) => name }], [{ name: "demo" }], 80);
 */
export function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): string {
  const widths = columns.map(({ title, cell }) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(cell(row)))),
  );
  // Each column has a space on both sides and a line on its left. One more line ends the row.
  const excess = widths.reduce((sum, each) => sum + each + 3, 1) - width;
  if (excess > 0) widths.push(Math.max(widths.pop()! - excess, 1));

  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((each) => "─".repeat(each + 2)).join(middle) + right;
  const line = (cells: readonly string[]): string => `│ ${cells.join(" │ ")} │`;
  const fit = (text: string, index: number): string =>
    pad(cut(text, widths[index]!), widths[index]!, columns[index]!.align);

  return [
    rule("┌", "┬", "┐"),
    line(columns.map(({ title }, index) => fit(title, index))),
    rule("├", "┼", "┤"),
    ...rows.map((row) =>
      line(
        columns.map(({ cell, style }, index) => {
          const text = fit(cell(row), index);
          return style === undefined ? text : style(text, row);
        }),
      ),
    ),
    rule("└", "┴", "┘"),
  ].join("\n");
}

function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(width - stringWidth(text));
  return align === "left" ? text + space : space + text;
}

function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
