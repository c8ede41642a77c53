import { isObject } from "../../document/read-document.ts";
import { propertyName } from "../text/literal.ts";
import { type TypeText, arrayOf, textOf, unit } from "./type-text.ts";

/** @returns the type that only this JSON value has */
export function literalType(value: unknown): TypeText {
  return unit(literalText(value));
}

function literalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literalText).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, item]) => `${propertyName(name)}: ${literalText(item)}`,
  );
  return members.length === 0 ? "{ [key: string]: never }" : `{ ${members.join("; ")} }`;
}

/** @returns `string & {}`: an editor completes the listed values beside it, and any other is allowed */
export function openType(base: "string" | "number"): TypeText {
  return unit(`(${base} & {})`);
}

/** @returns `[string, number?, ...boolean[]]` */
export function tupleType(
  items: readonly TypeText[],
  least: number,
  rest: TypeText | undefined,
): TypeText {
  const parts = items.map((item, index) => {
    if (index < least) return textOf(item);
    return `${optionalText(item)}?`;
  });
  if (rest) parts.push(`...${textOf(arrayOf(rest))}`);
  return unit(`[${parts.join(", ")}]`);
}

function optionalText(type: TypeText): string {
  const [only, ...others] = type;
  return only && (others.length > 0 || !only.isUnit) ? `(${textOf(type)})` : textOf(type);
}
