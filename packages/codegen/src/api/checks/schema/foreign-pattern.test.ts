import { expect, it } from "vitest";
import { foreignPattern } from "./foreign-pattern.ts";

it.each<[source: string, part: string, pattern: string | undefined]>([
  ["\\Aabc\\z", "\\A", "^abc$"],
  ["\\Aabc\\Z", "\\A", "^abc$"],
  ["^[[:alpha:]]+$", "[:alpha:]", "^[A-Za-z]+$"],
  ["^[[:alpha:][:digit:]_-]+$", "[:alpha:]", "^[A-Za-z0-9_-]+$"],
  ["^[^[:space:]]$", "[:space:]", "^[^\\s]$"],
  ["[[:^digit:]]", "[:^digit:]", undefined],
  ["\\x{41}", "\\x{41}", "\\u0041"],
  ["\\x{1F600}", "\\x{1F600}", "\\u{1F600}"],
  ["/abc/i", "/…/i", undefined],
  ["/^abc$/", "/…/", "^abc$"],
  ["/abc/g", "/…/g", "abc"],
  ["/^\\Aabc/", "/…/", "^^abc"],
  ["(?i)abc", "(?i)", undefined],
  ["(?P<year>\\d+)-(?P=year)", "(?P<year>", "(?<year>\\d+)-\\k<year>"],
  ["(?>a+)b", "(?>", undefined],
  ["a++b", "+", undefined],
  ["a{2}+b", "+", undefined],
  ["\\Qa.b\\E", "\\Qa.b\\E", "a\\.b"],
  ["^a\\h+b$", "\\h", "^a[ \\t]+b$"],
  ["^\\p{Punct}$", "\\p{Punct}", "^[!-\\/:-@\\[-`{-~]$"],
  ["^[\\p{Digit}_]$", "\\p{Digit}", "^[0-9_]$"],
  ["^\\P{Alnum}$", "\\P{Alnum}", "^[^A-Za-z0-9]$"],
  ["^\\p{IsCyrillic}+$", "\\p{IsCyrillic}", "^\\p{Script=Cyrillic}+$"],
  ["^\\p{InNowhere}+$", "\\p{InNowhere}", undefined],
  ["^\\pL+$", "\\pL", "^\\p{L}+$"],
  ["^a{,3}$", "{,3}", "^a{0,3}$"],
  ["(?'y'\\d+)-\\k'y'", "(?'y'", "(?<y>\\d+)-\\k<y>"],
  ["[a-z&&[^aeiou]]", "&&", undefined],
  ["[a-z-[aeiou]]", "-[aeiou]]", undefined],
  ["^\\e\\[0m$", "\\e", "^\\x1B\\[0m$"],
  ["^\\N+$", "\\N", "^[^\\n]+$"],
  ["^\\i\\w*$", "\\i", undefined],
])("reads %s as JavaScript", (source, part, pattern) => {
  expect(foreignPattern(source)).toEqual({ part, pattern });
  expect(() => new RegExp(pattern ?? "", "u")).not.toThrow();
});

it.each([
  "^[a-z]+$",
  "^\\p{Lu}+$",
  "\\\\A",
  "[\\\\A]",
  "[a-z:]",
  "[[:alpha",
  "a\\++",
  "a\\}+",
  "/v1/",
  "^/abc/$",
  "(?<name>a)\\k<name>",
  "(?:a|b)(?=c)(?!d)(?<=e)(?<!f)",
  "\\u{41}\\x41",
  "[+*]+",
  "[a&-]",
  "a&&b",
  "\\{,3}",
  "[{,3}]",
  "\\p{Script=Greek}",
  "\\p{Alpha}",
])("leaves %s as it is", (source) => {
  expect(foreignPattern(source)).toBeUndefined();
});
