import type { JsonObject } from "../../document/read-document.ts";
import type { SchemaValue } from "../../forms/schema-value.ts";
import type { CheckWriter, Spot } from "../check-writer.ts";
import { isRead } from "../is-read.ts";
import { count } from "./scalar-checks.ts";

/**
 * JSON Schema 2020-12, Core, section 10.3.1, and Validation, section 6.4.
 *
 * @returns the statements for a value that is known to be an array
 */
export function arrayChecks(
  compiler: CheckWriter,
  schema: JsonObject,
  { value, at, direction }: Spot,
): string {
  const { minItems, maxItems, uniqueItems } = schema;
  let text = "";
  if (typeof minItems === "number" && minItems > 0)
    text += compiler.failIf(
      `${value}.length < ${minItems}`,
      at,
      `must have at least ${count(minItems, "item")}`,
    );
  if (typeof maxItems === "number")
    text += compiler.failIf(
      `${value}.length > ${maxItems}`,
      at,
      `must have at most ${count(maxItems, "item")}`,
    );
  if (uniqueItems === true)
    text += compiler.failIf(`!isUnique(${value})`, at, "must not have the same item twice");
  const prefix = Array.isArray(schema["prefixItems"])
    ? (schema["prefixItems"] as SchemaValue[])
    : [];
  for (const [index, item] of prefix.entries()) {
    const name = compiler.variable("item");
    const body = compiler.place(item, { value: name, at: `to(out, ${at}, ${index})`, direction });
    if (body !== "")
      text += `if (${value}.length > ${index}) {\n${compiler.local(name, `${value}[${index}]`, body)}${body}}\n`;
  }
  const items = schema["items"] as SchemaValue | undefined;
  if (items !== undefined) {
    const [name, index] = [compiler.variable("item"), compiler.variable("i")];
    const body = compiler.place(items, { value: name, at: `to(out, ${at}, ${index})`, direction });
    const loop = `for (let ${index} = ${prefix.length}; ${index} < ${value}.length; ${index}++)`;
    if (body !== "")
      text += `${loop} {\n${compiler.local(name, `${value}[${index}]`, body)}${body}}\n`;
  }
  return text + containsChecks(compiler, schema, { value, at });
}

function containsChecks(
  compiler: CheckWriter,
  schema: JsonObject,
  { value, at }: Pick<Spot, "value" | "at">,
): string {
  const contains = schema["contains"] as SchemaValue | undefined;
  if (contains === undefined) return "";
  const least = typeof schema["minContains"] === "number" ? schema["minContains"] : 1;
  const most = schema["maxContains"];
  if (least <= 0 && typeof most !== "number") return "";
  const [found, item] = [compiler.variable("found"), compiler.variable("item")];
  const test = compiler.literalTest(contains, item, "contains");
  const parameter = isRead(item, test) ? `${item}${compiler.type(": unknown")}` : "";
  let text = `const ${found} = ${value}.filter((${parameter}) => ${test}).length;\n`;
  if (least > 0)
    text += compiler.failIf(
      `${found} < ${least}`,
      at,
      `must have at least ${count(least, "item")} of the kind that is asked for`,
    );
  if (typeof most === "number")
    text += compiler.failIf(
      `${found} > ${most}`,
      at,
      `must have at most ${count(most, "item")} of the kind that is asked for`,
    );
  return text;
}
