import { expect, it } from "vitest";
import { closest } from "./closest.ts";

it.each<[name: string, candidates: string[], wanted: string | undefined]>([
  ["sumary", ["summary", "tags"], "summary"],
  ["flie", ["name", "file"], "file"],
  ["Cta", ["Dog", "Cat"], "Cat"],
  ["STRING", ["string", "integer"], "string"],
  ["strnig", ["string", "integer"], "string"],
  ["id", ["name", "it"], "it"],
  ["customer", ["string", "integer"], undefined],
  ["x", [], undefined],
])("closest(%j, %j) is %j", (name, candidates, wanted) => {
  expect(closest(name, candidates)).toBe(wanted);
});
