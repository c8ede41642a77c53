import type { Schema } from "../../api/api.ts";
import { namePrefix } from "../../api/names/name-prefix.ts";
import { isObject } from "../../document/read-document.ts";
import type { JsonObject } from "../../document/read-document.ts";
import type { Direction } from "../../forms/direction.ts";
import { type Kind, allKinds, isOpenEnum, kindOf, typedKinds } from "../../forms/json-kinds.ts";
import type { FoundProperty } from "../../forms/property-finder.ts";
import type { SchemaForm, SchemaForms } from "../../forms/schema-forms.ts";
import { type SchemaValue, requiredNames, schemaMap, schemasIn } from "../../forms/schema-value.ts";
import { typesOf } from "../../forms/implied-type.ts";
import { propertyName } from "../text/literal.ts";
import { literalType, openType, tupleType } from "./literal-type.ts";
import { schemaComment } from "./schema-comment.ts";
import {
  type TypeText,
  arrayOf,
  intersection,
  isUnknown,
  never,
  textOf,
  union,
  unit,
  unknown,
} from "./type-text.ts";

/** The facts about a value beside the schema that is written. */
interface Context {
  direction: Direction;
  /** The properties that the value does not have in this direction. */
  absent: ReadonlySet<string>;
  /** The kinds of JSON that the other schemas of the value allow. */
  kinds: ReadonlySet<Kind>;
  /** The outermost schema of the value. */
  root: SchemaValue;
  /** Whether a schema is an alternative to this one, at any depth of the value: it does not apply to a value that matches this one. */
  isOther: (schema: SchemaValue) => boolean;
  /** Whether other schemas apply to the value too. */
  isPart: boolean;
  indent: string;
}

const everyKind: ReadonlySet<Kind> = new Set(allKinds);
const anyObject: TypeText = unit("{ [key: string]: unknown }");

/**
 * Writes schemas as TypeScript types.
 *
 * A type allows every value that the validator of the same schema and direction accepts. It allows
 * no other, as far as TypeScript can say it: the keywords about text, numbers and sizes, `not` and
 * `if` have no type.
 */
export class TypeWriter {
  readonly #forms: SchemaForms;

  constructor(forms: SchemaForms) {
    this.#forms = forms;
  }

  /** @returns the type of a value in that direction */
  type(schema: SchemaValue, direction: Direction, indent = ""): string {
    return textOf(this.#value(schema, direction, indent));
  }

  /** @returns the declaration of a named schema in one of its forms: an interface where it can be one */
  declaration(schema: Schema, { typeName, direction }: SchemaForm): string {
    const comment = schemaComment(schema.schema, "");
    const type = this.#value(schema.schema, direction, "");
    const [only, ...others] = type;
    const isLiteral =
      only?.isUnit === true && others.length === 0 && /^\{\n[^]*\}$/.test(only.text);
    return isLiteral
      ? `${comment}export interface ${typeName} ${textOf(type)}\n`
      : `${comment}export type ${typeName} = ${textOf(type)};\n`;
  }

  #value(schema: SchemaValue, direction: Direction, indent: string): TypeText {
    return this.#write(schema, {
      direction,
      absent: this.#forms.absent.in(schema, direction),
      kinds: everyKind,
      root: schema,
      isOther: () => false,
      isPart: false,
      indent,
    });
  }

  #write(schema: SchemaValue, context: Context): TypeText {
    if (schema === false) return never;
    if (schema === true) return ofKinds(context.kinds);
    const own = this.#forms.kinds.of(schema, context.direction);
    const kinds = new Set([...context.kinds].filter((kind) => own.has(kind)));
    if (kinds.size === 0) return never;
    const targets = this.#forms.targets.of(schema);
    const all = schemasIn(schema, "allOf");
    const choices = ["anyOf", "oneOf"].map((keyword) => schemasIn(schema, keyword));
    const isAlone = !context.isPart && targets === undefined && all.length === 0;
    // An alternative may have absent properties of its own.
    const absent = this.#forms.absent.in(schema, context.direction);
    const inner = {
      ...context,
      absent: absent.size === 0 ? context.absent : new Set([...context.absent, ...absent]),
      kinds,
      isPart: !isAlone || choices.some((items) => items.length > 0),
    };
    const parts = [
      ...(targets === undefined ? [] : [this.#reference(schema, targets, inner)]),
      this.#own(schema, inner),
      ...all.map((part) => this.#write(part, { ...inner, isPart: true })),
      ...choices.flatMap((items) =>
        items.length === 0 ? [] : [union(this.#alternatives(items, inner))],
      ),
    ];
    // An array may also be assignable to an object type, and so on, so that each kind is written by itself.
    const isMixed = [...kinds].filter((kind) => kind !== "null").length > 1;
    if (isMixed && parts.filter((part) => !isUnknown(part)).length > 1)
      return union(
        [...kinds].map((kind) => this.#write(schema, { ...context, kinds: new Set([kind]) })),
      );
    const type = intersection(parts);
    // Nothing above may have said which kinds there are.
    return isUnknown(type) ? ofKinds(kinds) : type;
  }

  #alternatives(items: readonly SchemaValue[], context: Context): TypeText[] {
    // One set for all alternatives: a schema may have thousands of them.
    const alternatives = new Set(items);
    return items.map((item) => {
      const isOther = (schema: SchemaValue): boolean =>
        (schema !== item && alternatives.has(schema)) || context.isOther(schema);
      return this.#write(item, { ...context, isOther });
    });
  }

  #reference(schema: JsonObject, target: SchemaValue, context: Context): TypeText {
    const named = this.#forms.named(schema["$ref"]);
    if (!named) return this.#write(target, { ...context, isPart: true });
    const form = this.#forms.of(named, context.direction);
    const extra = this.#forms.absent.extra(target, form.direction, context.absent);
    const targetKinds = [...this.#forms.kinds.of(target, form.direction)];
    const isWider = targetKinds.some((kind) => kind !== "null" && !context.kinds.has(kind));
    if (extra.size > 0 || isWider)
      return this.#write(target, { ...context, direction: form.direction, isPart: true });
    return unit(form.typeName);
  }

  /** The type by the keywords of the schema itself, without those that hold other schemas of the value. */
  #own(schema: JsonObject, context: Context): TypeText {
    const { direction, kinds } = context;
    const values =
      "const" in schema ? [schema["const"]] : (schema["enum"] as unknown[] | undefined);
    const types = [
      ...(Array.isArray(values) ? [this.#listed(schema, values, context)] : []),
      ...(hasStructure(schema) || typesOf(schema, direction) !== undefined
        ? [this.#structured(schema, context)]
        : []),
    ];
    // The values of an enum have the right type already.
    if (Array.isArray(values) && !hasStructure(schema)) return types[0] ?? unknown;
    return types.length === 0 && !context.isPart ? ofKinds(kinds) : intersection(types);
  }

  #listed(schema: JsonObject, values: readonly unknown[], context: Context): TypeText {
    const { direction, kinds } = context;
    const integersOnly = typesOf(schema, direction)?.every(
      (type) => type !== "number" && type !== "string",
    );
    const fitting = values.filter((value) => {
      if (!kinds.has(kindOf(value)) || !typedKinds(schema, direction).has(kindOf(value)))
        return false;
      return !(integersOnly === true && typeof value === "number" && !Number.isInteger(value));
    });
    const literals = fitting.map(literalType);
    const isOpen =
      direction === "response" && this.#forms.options.enums === "open" && isOpenEnum(schema);
    if (!isOpen || "const" in schema) return union(literals);
    const further = [...kinds].map((kind): TypeText => {
      const isListed = fitting.some((value) => kindOf(value) === kind);
      if (!isListed) return ofKinds(new Set([kind]));
      if (kind === "string" || kind === "number") return openType(kind);
      return kind === "null" ? unit("null") : ofKinds(new Set([kind]));
    });
    const isPlain = fitting.every((value) => typeof value !== "object" || value === null);
    return isPlain ? union([...literals, ...further]) : union(further);
  }

  #structured(schema: JsonObject, context: Context): TypeText {
    const allowed = typedKinds(schema, context.direction);
    const kinds = [...context.kinds].filter((kind) => allowed.has(kind));
    return union(
      kinds.map((kind): TypeText => {
        if (kind === "object") return this.#object(schema, context);
        if (kind === "array") return this.#array(schema, context);
        return unit(kind);
      }),
    );
  }

  #array(schema: JsonObject, { direction, indent }: Context): TypeText {
    const { minItems, maxItems, items = true } = schema;
    const first = schemasIn(schema, "prefixItems");
    const rest = this.#value(items as SchemaValue, direction, indent);
    if (first.length === 0) return arrayOf(rest);
    const most = typeof maxItems === "number" ? maxItems : Infinity;
    const least = typeof minItems === "number" ? minItems : 0;
    const types = first.slice(0, most).map((item) => this.#value(item, direction, indent));
    return tupleType(types, least, items !== false && first.length < most ? rest : undefined);
  }

  #object(schema: JsonObject, context: Context): TypeText {
    const { direction, absent, indent } = context;
    const inner = `${indent}    `;
    const properties = schemaMap(schema, "properties");
    const required = new Set(requiredNames(schema).filter((name) => !absent.has(name)));
    const members: string[] = [];
    const known: TypeText[] = [];
    const add = (name: string, type: TypeText, comment: string): void => {
      known.push(type);
      const mark = required.has(name) ? "" : "?";
      members.push(`${comment}${inner}${propertyName(name)}${mark}: ${textOf(type)};\n`);
    };
    for (const [name, property] of Object.entries(properties)) {
      if (absent.has(name)) continue;
      const comment = isObject(property) ? schemaComment(property, inner) : "";
      add(name, this.#value(property, direction, inner), comment);
    }
    for (const name of required)
      if (!Object.hasOwn(properties, name)) add(name, this.#required(name, schema, context), "");
    return this.#withFreeNames(schema, context, { members, known });
  }

  /** The type of a property that this schema only requires: other schemas of the value describe it. */
  #required(name: string, schema: JsonObject, context: Context): TypeText {
    const { direction, indent, root, isOther } = context;
    const { all, some } = this.#forms.properties.find(name, [schema, root], direction, isOther);
    const inner = `${indent}    `;
    const types = (found: readonly FoundProperty[]): TypeText[] =>
      found.map((item) => this.#value(item.schema, item.direction, inner));
    if (all.length > 0) return intersection(types(all));
    if (some.length > 0) return union(types(some));
    const further = schema["additionalProperties"];
    return isObject(further) && Object.keys(schemaMap(schema, "patternProperties")).length === 0
      ? this.#value(further, direction, inner)
      : unknown;
  }

  #withFreeNames(
    schema: JsonObject,
    { direction, absent, indent, isPart }: Context,
    { members, known }: { members: readonly string[]; known: readonly TypeText[] },
  ): TypeText {
    const inner = `${indent}    `;
    const literal = (lines: readonly string[]): TypeText =>
      unit(lines.length === 0 ? "{}" : `{\n${lines.join("")}${indent}}`);
    const index = (key: string, type: TypeText): string =>
      `${inner}[key: ${key}]: ${textOf(type)};\n`;
    const properties = schemaMap(schema, "properties");
    const patterns = Object.entries(schemaMap(schema, "patternProperties"));
    const prefixes = patterns.map(([pattern]) => namePrefix(pattern));
    const further = schema["additionalProperties"] as SchemaValue | undefined;
    const typed = isObject(further) && Object.keys(further).length > 0 ? further : undefined;
    const value = (item: SchemaValue): TypeText => this.#value(item, direction, inner);
    if (patterns.length > 0 && prefixes.every((prefix) => prefix !== undefined) && !typed) {
      const byPrefix = new Map<string, TypeText>();
      for (const [position, prefix = ""] of prefixes.entries()) {
        const key = `\`${prefix.replaceAll(/[`\\$]/g, "\\$&")}\${string}\``;
        const type = value(patterns[position]?.[1] ?? true);
        byPrefix.set(key, intersection([byPrefix.get(key) ?? unknown, type]));
      }
      const named = literal([...byPrefix].map(([key, type]) => index(key, type)));
      return members.length === 0 ? named : intersection([literal(members), named]);
    }
    if (typed || patterns.length > 0) {
      const free = [...(typed ? [typed] : []), ...patterns.map(([, item]) => item)].map(value);
      // A property that is absent in this direction may be sent all the same.
      if (Object.keys(properties).some((name) => absent.has(name))) free.push(unknown);
      // Other names than those of the patterns may have any value.
      if (!typed && further !== false) free.push(unknown);
      // TypeScript wants what holds for any name to hold for the known names too.
      const optional = members.length === 0 ? [] : [unit("undefined")];
      return literal([...members, index("string", union([...free, ...known, ...optional]))]);
    }
    if (members.length > 0) return literal(members);
    // In a response there may be more than the document knows.
    if (further === false && direction !== "response" && !isPart)
      return unit("{ [key: string]: never }");
    return isPart ? unknown : anyObject;
  }
}

/** @returns whether keywords say what an object or array holds */
function hasStructure(schema: JsonObject): boolean {
  return [
    "properties",
    "patternProperties",
    "additionalProperties",
    "required",
    "items",
    "prefixItems",
  ].some((keyword) => schema[keyword] !== undefined);
}

/** @returns the widest type of these kinds */
function ofKinds(kinds: ReadonlySet<Kind>): TypeText {
  if (allKinds.every((kind) => kinds.has(kind))) return unknown;
  return union(
    [...kinds].map((kind) => {
      if (kind === "object") return anyObject;
      return kind === "array" ? arrayOf(unknown) : unit(kind);
    }),
  );
}
