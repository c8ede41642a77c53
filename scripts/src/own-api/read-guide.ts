/** A block of code in a guide. */
export interface GuideBlock {
  readonly language: string;
  /** The file that the block is the content of. Absent for commands. */
  readonly file?: string;
  /** The only document that the block is for. Absent if it is for all. */
  readonly only?: string;
  readonly code: string;
  /** The line of its first line of code, from 1. */
  readonly line: number;
}

/**
 * Reads the code blocks of a guide: commands (`sh`), and files (`ts file=test/a.test.ts`).
 *
 * @throws Error if a block is neither, because nothing would run it
 */
export function readGuide(text: string): GuideBlock[] {
  const blocks: GuideBlock[] = [];
  let open: { info: string; line: number; code: string[] } | undefined;
  for (const [index, content] of text.split("\n").entries()) {
    const fence = /^```(.*)$/.exec(content);
    if (!fence) open?.code.push(content);
    else if (open) {
      blocks.push(toBlock(open));
      open = undefined;
    } else open = { info: fence[1] ?? "", line: index + 2, code: [] };
  }
  if (open) throw new Error(`The block at line ${open.line} has no end.`);
  return blocks;
}

function toBlock({ info, line, code }: { info: string; line: number; code: string[] }): GuideBlock {
  const [language = "", ...words] = info.split(" ");
  const fields = new Map(words.map((word) => word.split("=", 2) as [string, string]));
  const [file, only] = [fields.get("file"), fields.get("only")];
  if (file === undefined && language !== "sh")
    throw new Error(`The block at line ${line} is neither a command nor a file.`);
  return {
    language,
    ...(file !== undefined && { file }),
    ...(only !== undefined && { only }),
    code: `${code.join("\n")}\n`,
    line,
  };
}
