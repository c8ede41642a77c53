/** One bar. It has no value if nothing was measured. */
export interface Bar {
  readonly name: string;
  readonly value: number | undefined;
  readonly isOurs: boolean;
}

/** The bars of one figure. Every panel has the same order. */
export interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const names = 156;
const panel = 240;
const longest = 176;
const row = 24;
const head = 40;

const style = `
text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
.title, .ours { font-weight: 600 }
.none { fill: #59636e }
rect { fill: #8c959f }
rect.ours { fill: #0969da }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .none { fill: #9198a1 }
  rect { fill: #6e7681 }
  rect.ours { fill: #4493f8 }
}`;

/**
 * Draws a bar chart with one panel for each figure and one row for each name. It is readable on a light
 * and on a dark background.
 *
 * @returns an SVG document
 */
export function drawChart(title: string, panels: readonly Panel[]): string {
  const rows = panels[0]?.bars ?? [];
  const width = names + panels.length * panel;
  const height = head + rows.length * row;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>${style}\n</style>`,
    ...rows.map((bar, index) =>
      text(names - 12, index, bar.name, bar.isOurs ? "ours" : "", ' text-anchor="end"'),
    ),
    ...panels.flatMap((each, index) => drawPanel(each, names + index * panel)),
    "</svg>\n",
  ];
  return parts.join("\n");
}

function drawPanel({ title, bars }: Panel, x: number): string[] {
  const most = Math.max(...bars.map(({ value }) => value ?? 0));
  return [
    `<text class="title" x="${x}" y="20">${escape(title)}</text>`,
    ...bars.flatMap(({ value, isOurs }, index) => {
      if (value === undefined) return [text(x, index, "not measured", "none")];
      // Wide enough to be visible.
      const width = Math.max(2, (Math.max(0, value) / most) * longest).toFixed(1);
      const y = head + index * row + 4;
      const name = isOurs ? "ours" : "";
      return [
        `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${row - 8}" rx="2"/>`,
        text(x + Number(width) + 6, index, value.toFixed(1), name),
      ];
    }),
  ];
}

function text(x: number, index: number, content: string, name: string, more = ""): string {
  const y = head + index * row + row / 2 + 4;
  return `<text class="${name}" x="${x.toFixed(1)}" y="${y}"${more}>${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
