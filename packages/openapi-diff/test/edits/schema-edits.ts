import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import type { Edit, Pick } from "./edit.ts";

/** @returns an edit of a schema that is of some kind */
function inSchema(
  name: string,
  rules: RegExp,
  isFit: (schema: JsonObject) => boolean,
  change: (schema: JsonObject, pick: Pick) => void,
): Edit {
  return {
    name,
    rules,
    make({ schemas }, pick) {
      const fit = schemas.filter(
        (schema) => !("allOf" in schema || "oneOf" in schema || "anyOf" in schema) && isFit(schema),
      );
      if (fit.length === 0) return false;
      change(pick(fit), pick);
      return true;
    },
  };
}

const isText = (schema: JsonObject): boolean =>
  schema["type"] === "string" && !("enum" in schema) && !("const" in schema);
const isNumber = (schema: JsonObject): boolean =>
  (schema["type"] === "integer" || schema["type"] === "number") && !("enum" in schema);
const properties = (schema: JsonObject): JsonObject =>
  isObject(schema["properties"]) ? schema["properties"] : {};
const hasProperties = (schema: JsonObject): boolean => Object.keys(properties(schema)).length > 0;
const required = (schema: JsonObject): string[] =>
  Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [];
const plain = (schema: JsonObject, name: string): boolean => {
  const property = properties(schema)[name];
  return (
    isObject(property) &&
    property["readOnly"] !== true &&
    property["writeOnly"] !== true &&
    !("$ref" in property)
  );
};
const plainNames = (schema: JsonObject): string[] =>
  Object.keys(properties(schema)).filter((name) => plain(schema, name));

const text = { type: "string" };

/** Edits of schemas. */
export const schemaEdits: readonly Edit[] = [
  inSchema(
    "remove a property",
    /property-(removed|forbidden)$/,
    (s) => plainNames(s).length > 0,
    (s, pick) => {
      const name = pick(plainNames(s));
      s["properties"] = Object.fromEntries(
        Object.entries(properties(s)).filter(([n]) => n !== name),
      );
      if (s["required"]) s["required"] = required(s).filter((n) => n !== name);
    },
  ),
  inSchema("add an optional property", /optional-property-added$/, hasProperties, (s) => {
    s["properties"] = { ...properties(s), "zz-brand-new": text };
  }),
  inSchema("add a required property", /required-property-added$/, hasProperties, (s) => {
    s["properties"] = { ...properties(s), "zz-brand-new": text };
    s["required"] = [...required(s), "zz-brand-new"];
  }),
  inSchema(
    "rename a property",
    /property-renamed$/,
    (s) => plainNames(s).some((n) => n.length > 5),
    (s, pick) => {
      const name = pick(plainNames(s).filter((n) => n.length > 5));
      const { [name]: property, ...rest } = properties(s);
      s["properties"] = { ...rest, [`${name}_x`]: property };
      if (s["required"]) s["required"] = required(s).map((n) => (n === name ? `${name}_x` : n));
    },
  ),
  inSchema(
    "require a property",
    /property-became-required$/,
    (s) => plainNames(s).some((n) => !required(s).includes(n)),
    (s, pick) => {
      s["required"] = [...required(s), pick(plainNames(s).filter((n) => !required(s).includes(n)))];
    },
  ),
  inSchema(
    "make a property optional",
    /property-became-optional$/,
    (s) => plainNames(s).some((n) => required(s).includes(n)),
    (s, pick) => {
      const name = pick(plainNames(s).filter((n) => required(s).includes(n)));
      s["required"] = required(s).filter((n) => n !== name);
    },
  ),
  inSchema(
    "remove an enum value",
    /enum-value-removed$/,
    (s) => Array.isArray(s["enum"]) && s["enum"].length > 2 && !s["enum"].includes(null),
    (s) => {
      s["enum"] = (s["enum"] as unknown[]).slice(1);
    },
  ),
  inSchema(
    "add an enum value",
    /enum-value-added$/,
    (s) => s["type"] === "string" && Array.isArray(s["enum"]) && s["enum"].length > 1,
    (s) => {
      s["enum"] = [...(s["enum"] as unknown[]), "zz-brand-new"];
    },
  ),
  inSchema(
    "lift an enum",
    /enum-lifted$/,
    (s) => s["type"] === "string" && Array.isArray(s["enum"]) && s["enum"].length > 1,
    (s) => {
      delete s["enum"];
    },
  ),
  inSchema("make an enum of a string", /became-enum$/, isText, (s) => {
    s["enum"] = ["one", "two"];
  }),
  inSchema(
    "change a type",
    /type-(changed|narrowed|widened)$/,
    (s) => isText(s) && !("format" in s),
    (s) => {
      for (const field of ["minLength", "maxLength", "pattern", "default"]) delete s[field];
      s["type"] = "boolean";
    },
  ),
  inSchema(
    "make a number of an integer",
    /integer-became-number$/,
    (s) => s["type"] === "integer" && !("enum" in s) && !("format" in s),
    (s) => {
      s["type"] = "number";
    },
  ),
  inSchema(
    "allow null",
    /became-nullable$/,
    (s) => isText(s),
    (s) => {
      s["type"] = ["string", "null"];
    },
  ),
  inSchema(
    "forbid null",
    /became-not-nullable$/,
    (s) =>
      Array.isArray(s["type"]) &&
      s["type"].length === 2 &&
      s["type"].includes("null") &&
      !("enum" in s),
    (s) => {
      s["type"] = (s["type"] as string[]).find((type) => type !== "null");
    },
  ),
  inSchema("limit the length", /max-length-(set|decreased|increased)$/, isText, (s) => {
    s["maxLength"] = 7;
  }),
  inSchema("set a pattern", /pattern-(added|changed)$/, isText, (s) => {
    s["pattern"] = "^zz[a-z]*$";
  }),
  inSchema(
    "change a format",
    /format-(added|changed)$/,
    (s) => isText(s) && s["format"] !== "ipv6",
    (s) => {
      s["format"] = "ipv6";
    },
  ),
  inSchema(
    "limit a number",
    /max-(set|decreased|increased)$/,
    (s) => isNumber(s) && !("exclusiveMaximum" in s),
    (s) => {
      s["maximum"] = 98.5;
    },
  ),
  inSchema("change a default", /default-(added|changed)$/, isText, (s) => {
    s["default"] = "zz-brand-new";
  }),
  inSchema(
    "describe a schema",
    /description-changed$/,
    (s) => isText(s) || isNumber(s),
    (s) => {
      s["description"] = "Something else.";
    },
  ),
  inSchema(
    "deprecate a property",
    /property-deprecated$/,
    (s) => isText(s) && s["deprecated"] !== true,
    (s) => {
      s["deprecated"] = true;
    },
  ),
  inSchema(
    "limit the number of items",
    /max-items-(set|decreased|increased)$/,
    (s) => s["type"] === "array",
    (s) => {
      s["maxItems"] = 3;
    },
  ),
  inSchema(
    "forbid further properties",
    /additional-properties-forbidden$/,
    (s) => s["type"] === "object" && hasProperties(s) && s["additionalProperties"] === undefined,
    (s) => {
      s["additionalProperties"] = false;
    },
  ),
];
