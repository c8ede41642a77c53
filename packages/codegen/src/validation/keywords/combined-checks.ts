import type { JsonObject } from "../../document/json-object.ts";
import { type SchemaValue, schemasIn } from "../../forms/schema-value.ts";
import type { CheckWriter, Spot } from "../check-writer.ts";
import { nonNull } from "../non-null.ts";

/**
 * JSON Schema 2020-12, Core, section 10.2.1: `allOf`, `anyOf`, `oneOf` and `not`.
 *
 * @returns the statements for a value of any type
 */
export function combinedChecks(compiler: CheckWriter, schema: JsonObject, spot: Spot): string {
  return [
    ...schemasIn(schema, "allOf").map((item) => compiler.body(item, spot)),
    anyCheck(compiler, schemasIn(schema, "anyOf"), spot),
    oneCheck(compiler, schemasIn(schema, "oneOf"), spot),
    notCheck(compiler, schema["not"] as SchemaValue | undefined, spot),
  ].join("");
}

function anyCheck(compiler: CheckWriter, branches: SchemaValue[], spot: Spot): string {
  const nullable = nonNull(branches);
  // A message about the value is of more use than one about alternatives.
  if (nullable !== undefined) {
    const own = compiler.forms.absent.in(nullable, spot.direction);
    const body = compiler.body(nullable, { ...spot, absent: new Set([...spot.absent, ...own]) });
    return body === "" ? "" : `if (${spot.value} !== null) {\n${body}}\n`;
  }
  return branches.length === 0 ? "" : someCheck(compiler, branches, spot, "any");
}

function oneCheck(compiler: CheckWriter, branches: SchemaValue[], spot: Spot): string {
  if (branches.length === 0) return "";
  if (compiler.mayOverlap(branches, spot.direction))
    return someCheck(compiler, branches, spot, "one");
  const matches = branches.map((item) => `Number(${compiler.test(item, spot, "one")})`);
  return compiler.failIf(
    `${matches.join(" + ")} !== 1`,
    spot.at,
    `must match exactly one of ${branches.length} alternatives`,
  );
}

function someCheck(
  compiler: CheckWriter,
  branches: SchemaValue[],
  spot: Spot,
  hint: string,
): string {
  const tests = branches.map((item) => compiler.test(item, spot, hint));
  return compiler.failIf(
    `!(${tests.join(" || ")})`,
    spot.at,
    `must match at least one of ${branches.length} alternatives`,
  );
}

function notCheck(compiler: CheckWriter, not: SchemaValue | undefined, spot: Spot): string {
  if (not === undefined) return "";
  return compiler.failIf(
    compiler.literalTest(not, spot.value, "not"),
    spot.at,
    "must not match what is excluded",
  );
}
