import type { SpecEdit, Transcript } from "./replay.ts";

/** The places of the outputs in a document. */
const places: readonly (keyof Transcript)[] = ["report", "changeset", "changelog"];

/**
 * Replaces the outputs in a document. Each stands in a code block between `<!-- NAME -->` and
 * `<!-- end of NAME -->`.
 *
 * @throws {Error} if the document lacks one of the places
 */
export function withOutputs(document: string, transcript: Transcript): string {
  return places.reduce((text, name) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`The document lacks ${start} … ${end}.`);
    const output = transcript[name].replaceAll(/[ \t]+$/gm, "").trimEnd();
    const fence = fenceOf(output);
    // Not marked as Markdown, because a formatter would change the code.
    const block = `\n\n${fence}text\n${output}\n${fence}\n\n`;
    return text.slice(0, from + start.length) + block + text.slice(to);
  }, document);
}

/** @returns the shortest fence that the text of a code block does not have */
function fenceOf(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`{3,}/g), ([run]) => run.length));
  return "`".repeat(longest + 1);
}

/**
 * Reads the program and the version from a document: the first code block in TypeScript, and the text
 * `version X.Y.Z`.
 *
 * @throws {Error} if the document lacks one of them
 */
export function inputsOf(document: string): Pick<SpecEdit, "program" | "version"> {
  const [, program] = /^```ts\n(.*?)^```$/ms.exec(document) ?? [];
  const [, version] = /\bversion (\d+\.\d+\.\d+)/.exec(document) ?? [];
  if (program === undefined || version === undefined)
    throw new Error("The document lacks a program in a block of `ts`, or a `version X.Y.Z`.");
  return { program, version };
}
