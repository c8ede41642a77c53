import { expect, test } from "vitest";
import { readGuide } from "./read-guide.ts";

test("reads commands and files, with their lines", () => {
  const text = "Text\n\n```sh\nnpm test\n```\n\n```ts file=a.ts only=acme\nlet a;\n\nlet b;\n```\n";
  expect(readGuide(text)).toEqual([
    { language: "sh", code: "npm test\n", line: 4 },
    { language: "ts", file: "a.ts", only: "acme", code: "let a;\n\nlet b;\n", line: 8 },
  ]);
});

test.each([
  ["```ts\nlet a;\n```\n", "The block at line 2 is neither a command nor a file."],
  ["```\ntext\n```\n", "The block at line 2 is neither a command nor a file."],
  ["```sh\nnpm test\n", "The block at line 2 has no end."],
])("refuses a block that nothing would run: %j", (text, message) => {
  expect(() => readGuide(text)).toThrow(message);
});
