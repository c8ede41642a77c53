import type { Imports } from "./import-table.ts";

interface Box {
  readonly name: string;
  readonly purpose: string;
  readonly x: number;
  readonly y: number;
}

const width = 760;
const box = { width: 240, height: 48 };
const top = 60;
const step = 72;
const columns = [
  { title: "for any API", x: 60 },
  { title: "for the sandboxes API", x: 460 },
] as const;

/**
 * Draws the two columns of packages and an arrow from each package to the ones that it imports.
 *
 * @param table the packages that exist
 * @returns the text of an SVG
 */
export function drawColumns(table: Readonly<Record<string, Imports>>): string {
  const boxes = new Map<string, Box>();
  const rows = [0, 0];
  for (const [name, { knowsSandboxes, purpose }] of Object.entries(table)) {
    const column = knowsSandboxes ? 1 : 0;
    boxes.set(name, { name, purpose, x: columns[column].x, y: top + step * rows[column]!++ });
  }
  const arrows = Object.entries(table).flatMap(([name, entry]) =>
    [...entry.imports, ...(entry.typeImports ?? []), ...(entry.buildImports ?? [])]
      .filter((other) => boxes.has(other))
      .map((other) => drawArrow(boxes.get(name)!, boxes.get(other)!)),
  );
  const height = top + step * Math.max(...rows);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" role="img">`,
    "<title>The packages in two columns. An arrow goes from a package to one that it imports.</title>",
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#8b949e"/></marker></defs>',
    `<rect width="${width}" height="${height}" rx="8" fill="#fff"/>`,
    ...columns.map(({ title, x }) => drawText(x + box.width / 2, 36, title, "#57606a", 700)),
    ...arrows,
    ...[...boxes.values()].flatMap(drawBox),
    "</svg>",
  ].join("\n")}\n`;
}

function drawBox({ name, purpose, x, y }: Box): string[] {
  const middle = x + box.width / 2;
  const [fill, stroke] = x === columns[0].x ? ["#ddf4ff", "#54aeff"] : ["#dafbe1", "#4ac26b"];
  return [
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6" fill="${fill}" stroke="${stroke}"/>`,
    drawText(middle, y + 20, name, "#1f2328", 700),
    drawText(middle, y + 37, purpose, "#57606a", 400),
  ];
}

function drawText(x: number, y: number, text: string, fill: string, weight: number): string {
  return `<text x="${x}" y="${y}" text-anchor="middle" fill="${fill}" font-weight="${weight}">${text}</text>`;
}

/** Draws a curve: through the gap to the other column, or around the outside of the same column. */
function drawArrow(from: Box, to: Box): string {
  const [y1, y2] = [from.y + box.height / 2, to.y + box.height / 2];
  const right = from.x !== columns[0].x;
  const across = from.x !== to.x;
  const [x1, x2] = across
    ? [from.x, to.x + box.width]
    : [from, to].map(({ x }) => (right ? x + box.width : x));
  const bend = across ? -60 : (right ? 1 : -1) * Math.min(56, 16 + Math.abs(y2 - y1) / 8);
  const end = across ? x2! + 60 : x2! + bend;
  return `<path d="M${x1} ${y1}C${x1! + bend} ${y1} ${end} ${y2} ${x2} ${y2}" fill="none" stroke="#8b949e" marker-end="url(#head)"/>`;
}
