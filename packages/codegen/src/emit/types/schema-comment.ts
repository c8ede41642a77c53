import { deprecationOf } from "../../api/extensions/deprecation.ts";
import { textAt } from "../../api/fields.ts";
import type { JsonObject } from "../../document/read-document.ts";
import { deprecatedTag } from "../text/deprecated-tag.ts";

/** An example or default longer than this does not help in an editor's hover. */
const longest = 200;

/** @returns the doc comment of a schema, with a line feed at its end, or `""` when it has nothing to say */
export function schemaComment(schema: JsonObject, indent: string): string {
  const parts = [
    textAt(schema, "description") ?? textAt(schema, "title"),
    typeof schema["format"] === "string" ? `Format: ${schema["format"]}` : undefined,
    "default" in schema ? valueTag("default", schema["default"]) : undefined,
    Array.isArray(schema["examples"]) && schema["examples"].length > 0
      ? valueTag("example", schema["examples"][0])
      : undefined,
    deprecatedTag(deprecationOf(schema)),
  ];
  return shortComment(parts, indent);
}

/** As `docComment`, but a comment of one line takes one line. */
export function shortComment(parts: readonly (string | undefined)[], indent: string): string {
  const said = parts.map((part) => part?.trim() ?? "").filter((part) => part !== "");
  if (said.length === 0) return "";
  // Tags stand on lines of their own; a blank line parts the description from them.
  const text = said
    .map((part, index) => (index > 0 && !said[index - 1]?.startsWith("@") ? `\n${part}` : part))
    .join("\n")
    .replaceAll("*/", "*\\/")
    .replaceAll("\r", "");
  if (!text.includes("\n")) return `${indent}/** ${text} */\n`;
  const lines = text.split("\n").map((line) => `${indent} * ${line}`.trimEnd());
  return `${indent}/**\n${lines.join("\n")}\n${indent} */\n`;
}

function valueTag(tag: string, value: unknown): string | undefined {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text === undefined || text.length > longest || text.includes("\n")
    ? undefined
    : `@${tag} ${text}`;
}
