import type { ProblemCode } from "../problems/problem-codes.ts";
import type { Version } from "../files/version.ts";

/** Keywords that name a schema, and the schemas that only others of the file refer to. */
const identifying: ReadonlySet<string> = new Set(["$id", "$anchor", "$dynamicAnchor", "$defs"]);

/** Whether a keyword has no meaning left once every reference leads to a component. */
export function isIdentifying(field: string): boolean {
  return identifying.has(field);
}

/**
 * Checks the value of a keyword that OpenAPI 3.0 and its successors write differently.
 *
 * @returns what is wrong with it, or `undefined`
 */
export function checkSchemaField(
  field: string,
  value: unknown,
  version: Version,
): { code: ProblemCode; message: string } | undefined {
  if (field === "type" && version === "3.0" && (Array.isArray(value) || value === "null")) {
    const message = `OpenAPI 3.0 has no \`type: ${JSON.stringify(value)}\`. Write \`nullable: true\` beside one type, or \`anyOf\`.`;
    return { code: "wrong-version", message };
  }
  if (field !== "exclusiveMinimum" && field !== "exclusiveMaximum") return undefined;
  if (typeof value === (version === "3.0" ? "boolean" : "number")) return undefined;
  if (typeof value !== "boolean" && typeof value !== "number")
    return { code: "invalid-value", message: `\`${field}\` must be a number.` };
  const message =
    version === "3.0"
      ? `In OpenAPI 3.0 \`${field}\` is true or false, beside the bound.`
      : `Since OpenAPI 3.1 \`${field}\` is the bound itself, a number.`;
  return { code: "wrong-version", message };
}
