import { schemas } from "@sandboxes/schema/schemas";
import * as validators from "@sandboxes/schema/validators";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Types, createBuilder } from "./create-builder.ts";

describe("a built value", () => {
  it.each(Object.keys(schemas) as (keyof Types)[])(
    "is a %s by its schema, for any seed",
    (name) => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const build = createBuilder({ seed });
          for (let n = 0; n < 3; n++) expect(validators[name].issues(build(name))).toEqual([]);
        }),
        { numRuns: 20 },
      );
    },
  );

  it("has only the required properties", () => {
    expect(Object.keys(createBuilder()("Sandbox"))).toEqual([...schemas.Sandbox.required]);
  });

  it("is the same for the same seed, and differs for another seed", () => {
    const three = (seed: number): unknown[] => {
      const build = createBuilder({ seed });
      return [build("Sandbox"), build("Sandbox", { name: "x" }), build("Health")];
    };
    expect(three(5)).toEqual(three(5));
    expect(three(5)).not.toEqual(three(6));
  });

  it("has unique ids, and is newer than every value built before", () => {
    const build = createBuilder();
    const built = Array.from({ length: 500 }, () => build("Sandbox"));
    expect(new Set(built.map(({ id }) => id)).size).toBe(500);
    const times = built.map(({ created_at }) => Date.parse(created_at));
    expect(times.every((time, index) => index === 0 || time > times[index - 1]!)).toBe(true);
  });

  it("copies the given properties", () => {
    const metadata = { env: "prod" };
    const sandbox = createBuilder()("Sandbox", {
      metadata,
      status: "failed",
      snapshot_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    });
    metadata.env = "dev";
    expect(sandbox).toMatchObject({
      metadata: { env: "prod" },
      status: "failed",
      snapshot_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    });
  });
});

it("rejects an unknown type or property", () => {
  const build = createBuilder() as (name: string, overrides?: object) => unknown;
  expect(() => build("Sandbx")).toThrow('There is no type "Sandbx". Known: Sandbox, ');
  expect(() => build("toString")).toThrow('There is no type "toString".');
  expect(() => build("Sandbox", { nam: "x" })).toThrow(
    'Sandbox has no property "nam". Known: id, name, ',
  );
});
