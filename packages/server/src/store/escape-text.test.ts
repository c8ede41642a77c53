import { expect, it } from "vitest";
import { escapeText } from "./escape-text.ts";

it.each<[text: string, wanted: string]>([
  ["", ""],
  ["prod", "prod"],
  ["é💩 ", "é💩 "],
  ["a\0b", String.raw`a\u0000b`],
  [String.raw`a\u0000b`, String.raw`a\\u0000b`],
  ["\ud83d", String.raw`\ud83d`],
  ['say "x"', String.raw`say \"x\"`],
])("writes %j", (text, wanted) => {
  expect(escapeText(text)).toBe(wanted);
});
