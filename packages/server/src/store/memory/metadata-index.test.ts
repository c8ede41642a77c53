import { describe, expect, it } from "vitest";
import { MetadataIndex } from "./metadata-index.ts";

function index(): MetadataIndex<string> {
  const made = new MetadataIndex<string>();
  made.add("a", { env: "prod", owner: "x" });
  made.add("b", { env: "prod", owner: "y" });
  made.add("c", { env: "dev", owner: "x", ["__proto__"]: "1", constructor: "" });
  return made;
}

describe("finds", () => {
  it.each<[pairs: [string, string][], wanted: string[]]>([
    [[["env", "prod"]], ["a", "b"]],
    [
      [
        ["env", "prod"],
        ["owner", "x"],
      ],
      ["a"],
    ],
    [
      [
        ["env", "dev"],
        ["owner", "y"],
      ],
      [],
    ],
    [
      [
        ["env", "none"],
        ["owner", "x"],
      ],
      [],
    ],
    [[["none", "prod"]], []],
    [[["toString", "x"]], []],
    [[["__proto__", "1"]], ["c"]],
    [
      [
        ["constructor", ""],
        ["env", "dev"],
      ],
      ["c"],
    ],
  ])("%j in %j", (pairs, wanted) => {
    expect(index().find(new Map(pairs))).toEqual(wanted);
  });
});

it("removes every trace of a removed sandbox", () => {
  const made = index();
  made.remove("a", { env: "prod", owner: "x" });
  expect(made.find(new Map([["env", "prod"]]))).toEqual(["b"]);
  made.remove("b", { env: "prod", owner: "y" });
  expect(made.find(new Map([["env", "prod"]]))).toEqual([]);
  expect(made.find(new Map([["owner", "x"]]))).toEqual(["c"]);
  made.remove("c", { env: "dev", owner: "x", ["__proto__"]: "1", constructor: "" });
  expect(made.size).toBe(0);
});
