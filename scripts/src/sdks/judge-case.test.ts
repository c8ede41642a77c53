import { expect, test } from "vitest";
import { judgeCase } from "./judge-case.ts";
import type { CaseResult } from "./sdk-case.ts";

test.each<[string, CaseResult, RegExp]>([
  ["works", { name: "create" }, /^$/],
  ["fails", { name: "create", error: "boom", status: 400 }, /^boom$/],
  ["is not in the contract", { name: "network log", error: "no", status: 404 }, /^$/],
  ["goes to another host", { name: "files.write", error: "no host" }, /^$/],
  [
    "fails for another reason",
    { name: "network log", error: "no", status: 500 },
    /500 instead of 404/,
  ],
  [
    "reaches the API unexpectedly",
    { name: "files.write", error: "no", status: 404 },
    /instead of none/,
  ],
  ["works although it is not in the contract", { name: "network log" }, /^works now/],
])("an operation that %s", (_title, result, problem) => {
  expect(judgeCase(result) ?? "").toMatch(problem);
});
