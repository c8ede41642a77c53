import { expect, test } from "vitest";
import { drawColumns } from "./draw-columns.ts";

const picture = drawColumns({
  engine: { knowsSandboxes: false, purpose: "runs", imports: [] },
  car: { knowsSandboxes: true, purpose: "drives", imports: ["engine", "missing"] },
  garage: { knowsSandboxes: true, purpose: "repairs", imports: ["car"], buildImports: ["engine"] },
});

test("each package is one box with its name and purpose", () => {
  for (const text of ["engine", "runs", "car", "drives", "garage", "repairs"]) {
    expect(picture.split(`>${text}</text>`)).toHaveLength(2);
  }
  expect(picture.match(/<rect x=/g)).toHaveLength(3);
});

test("each import of an existing package is one arrow", () => {
  expect(picture.match(/marker-end/g)).toHaveLength(3);
});
