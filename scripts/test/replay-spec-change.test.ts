import { describe, expect, test } from "vitest";
import { runCommand } from "../src/run-command.ts";
import { repository } from "../src/repository.ts";
import { inputsOf, withOutputs } from "../src/spec-change/transcript.ts";

test("docs/a-spec-change.md shows what the tools print", async () => {
  const args = ["--conditions=@sandboxes/source", "scripts/src/replay-spec-change.ts"];
  const { code, output } = await runCommand("node", args, { cwd: repository });
  expect({ code, output }).toEqual({ code: 0, output: "" });
}, 120_000);

const outputs = { report: "one  \n\n", changeset: "---\n```\n", changelog: "- two\n  \n  - three" };
const document = `From version 0.1.0.

\`\`\`ts
export const one = 1;
\`\`\`

<!-- report -->
old
<!-- end of report -->
<!-- changeset --><!-- end of changeset -->
<!-- changelog --><!-- end of changelog -->
The end.
`;

describe("a transcript", () => {
  test("has each output in its place, and stays the same with the same outputs", () => {
    const written = withOutputs(document, outputs);
    expect(written).toContain("<!-- report -->\n\n```text\none\n```\n\n<!-- end of report -->");
    expect(written).toContain("```text\n- two\n\n  - three\n```");
    expect(written).toContain("````text\n---\n```\n````");
    expect(written).not.toContain("old");
    expect(withOutputs(written, outputs)).toBe(written);
    expect(withOutputs(written, { ...outputs, report: "other" })).not.toBe(written);
  });

  test("has the inputs of the change", () => {
    expect(inputsOf(document)).toEqual({ program: "export const one = 1;\n", version: "0.1.0" });
  });

  test.each([
    ["a place", document.replace("<!-- end of report -->", ""), "lacks <!-- report -->"],
    ["the program", document.replace("```ts", "```js"), "lacks a program"],
    ["the version", document.replace("version 0.1.0", ""), "lacks a program"],
  ])("without %s is an error", (_, text, message) => {
    expect(() => [withOutputs(text, outputs), inputsOf(text)]).toThrow(message);
  });
});
