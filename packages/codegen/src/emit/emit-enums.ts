import type { Api } from "../api/api.ts";
import { words } from "../api/names/words.ts";
import type { JsonObject } from "../document/read-document.ts";
import { docComment } from "./text/doc-comment.ts";
import { propertyName } from "./text/literal.ts";

/** Extensions that name the values of an enum, in the order of the values. */
const nameFields = ["x-enum-varnames", "x-enumNames"];

/** Extensions that describe the values of an enum, in the order of the values. */
const descriptionFields = ["x-enum-descriptions", "x-enumDescriptions"];

/**
 * Emits an object of the values of each named enum: `Status.Active` is `"active"`.
 *
 * A value has its name from `x-enum-varnames`, else a name in PascalCase after the value itself. Where
 * two values of an enum would have one name, the later one has a number at its end.
 */
export function emitEnums(api: Api): string {
  const objects = api.schemas.flatMap(({ typeName, schema }) => {
    const values = Array.isArray(schema["enum"]) ? (schema["enum"] as unknown[]) : [];
    const named = namedValues(schema, values);
    if (named.length === 0) return [];
    const members = named.map(({ name, value, description }) => {
      const comment = docComment([description], "  ");
      return `${comment}  ${propertyName(name)}: ${JSON.stringify(value)},\n`;
    });
    const comment = docComment([`The values of \`${typeName}\`.`]);
    return [`${comment}export const ${typeName} = {\n${members.join("")}} as const;\n`];
  });
  return objects.length === 0 ? "export {};\n" : objects.join("\n");
}

interface NamedValue {
  name: string;
  value: string | number;
  description: string | undefined;
}

function namedValues(schema: JsonObject, values: readonly unknown[]): NamedValue[] {
  const names = textsIn(schema, nameFields);
  const descriptions = textsIn(schema, descriptionFields);
  const taken = new Set<string>();
  return values.flatMap((value, index): NamedValue[] => {
    if (typeof value !== "string" && typeof value !== "number") return [];
    const base = names[index] ?? nameOf(value);
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}${n}`;
    taken.add(name);
    return [{ name, value, description: descriptions[index] }];
  });
}

function textsIn(schema: JsonObject, fields: readonly string[]): (string | undefined)[] {
  const list = fields.map((field) => schema[field]).find(Array.isArray) ?? [];
  return list.map((item: unknown) => (typeof item === "string" && item !== "" ? item : undefined));
}

/** `in_progress` is `InProgress`; a value without letters or digits stays as it is, in quotes. */
function nameOf(value: string | number): string {
  const pascal = words(String(value))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join("");
  if (typeof value === "number" || /^\d/.test(pascal))
    return `_${String(value).replaceAll(/\W/g, "_")}`;
  return pascal === "" ? value : pascal;
}
