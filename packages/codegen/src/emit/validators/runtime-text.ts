import { readFileSync } from "node:fs";

/**
 * Selects the declarations of the validator runtime that generated code uses, so that the generated
 * file has no unused local.
 *
 * @param code the generated code below the runtime
 * @returns the text that stands at the head of a file of validators
 */
export function runtimeText(code: string): string {
  const parts = declarations();
  const used = new Set<string>();
  const use = (text: string): void => {
    const words = wordsOf(text);
    for (const [name, declaration] of parts) {
      if (used.has(name) || !words.has(name)) continue;
      used.add(name);
      use(declaration);
    }
  };
  use(code);
  return [...parts]
    .flatMap(([name, text]) => (isExported(text) || used.has(name) ? text : []))
    .join("");
}

/** @returns the identifiers in code, apart from comments, texts, and the keys and properties of objects */
function wordsOf(code: string): Set<string> {
  const plain = code.replaceAll(/\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*"/g, " ");
  return new Set(plain.match(/(?<!(?:^|[^.])\.)\b[A-Za-z_$][\w$]*\b(?!\??:)/g));
}

/** @returns the text of each declaration of the runtime, with the comment before it, by name */
function declarations(): Map<string, string> {
  // The packed generator has its sources beside the build.
  const path = import.meta.url.endsWith(".ts")
    ? "../../validation/runtime.ts"
    : "../src/validation/runtime.ts";
  const text = readFileSync(new URL(path, import.meta.url), "utf8");
  const body = text.slice(text.indexOf("/**"), text.lastIndexOf("\nexport {"));
  const starts = [
    ...body.matchAll(
      /^(?:\/\/.*\n|\/\*\*(?:[^*]|\*(?!\/))*\*\/\n)*(?:export )?(?:interface|type|function|const) (\w+)/gm,
    ),
  ];
  return new Map(
    starts.map((match, index) => [
      match[1] ?? "",
      `${body.slice(match.index, starts[index + 1]?.index ?? body.length).trimEnd()}\n\n`,
    ]),
  );
}

function isExported(declaration: string): boolean {
  return /^export /m.test(declaration);
}
