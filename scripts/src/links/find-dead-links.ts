import { posix } from "node:path";

/** A Markdown file and its text. */
export interface Page {
  /** The path from the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * Finds the links of Markdown files that lead to no file, or to no heading of a Markdown file. Links to
 * other machines are not followed.
 *
 * @param files the paths of all files and folders of the repository
 * @returns `path:line: link` and the reason for each
 * @example
 * findDeadLinks([{ path: "README.md", text: "[a guide](docs/guide.md)" }], new Set(["README.md"]));
 * // ["README.md:1: docs/guide.md does not exist"]
 */
export function findDeadLinks(pages: readonly Page[], files: ReadonlySet<string>): string[] {
  const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]));
  return pages.flatMap((page) =>
    linksOf(page.text).flatMap(({ link, line }) => {
      const [target = "", anchor] = link.split("#", 2);
      const path = target === "" ? page.path : resolvePath(page.path, decode(target));
      const known = anchors.get(path);
      if (!files.has(path)) return [`${page.path}:${line}: ${link} does not exist`];
      return anchor === undefined || known === undefined || known.has(anchor)
        ? []
        : [`${page.path}:${line}: ${path} has no heading for #${anchor}`];
    }),
  );
}

/** @returns the relative links outside of code, with their line numbers */
function linksOf(text: string): { link: string; line: number }[] {
  const found: { link: string; line: number }[] = [];
  for (const [index, line] of proseLines(text).entries()) {
    const inline = line.replaceAll(/`[^`]*`/g, "``");
    for (const [, first, second] of inline.matchAll(
      /\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)|^\[[^\]]+\]:\s+<?(\S+?)>?(?:\s|$)/g,
    )) {
      const link = first ?? second ?? "";
      if (!/^[a-z][a-z\d+.-]*:|^\/\//i.test(link)) found.push({ link, line: index + 1 });
    }
  }
  return found;
}

/** @returns the anchors of the headings, as GitHub makes them */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const line of proseLines(text)) {
    const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(line) ?? [];
    if (heading === undefined) continue;
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const base = plain.replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, "").replaceAll(" ", "-");
    let anchor = base;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${base}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** @returns the lines of a text; those of fenced code are empty */
function proseLines(text: string): string[] {
  let fence: string | undefined;
  return text.split("\n").map((line) => {
    const [, mark] = /^\s*(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === undefined) {
      fence = mark;
      return mark === undefined ? line : "";
    }
    if (mark?.startsWith(fence)) fence = undefined;
    return "";
  });
}

/** @returns a link without percent-encoding; unchanged if its encoding is not valid */
function decode(link: string): string {
  try {
    return decodeURI(link);
  } catch {
    return link;
  }
}

/** @returns the path of a link from the root of the repository; one that leads out of it starts with `..` */
function resolvePath(from: string, link: string): string {
  const path = link.startsWith("/") ? link.slice(1) : posix.join(posix.dirname(from), link);
  return posix.normalize(path).replace(/\/$/, "");
}
