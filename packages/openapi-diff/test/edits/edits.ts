import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import type { Places } from "./places.ts";

/** A kind of edit. */
export interface Edit {
  name: string;
  /** The rules that may report it. */
  rules: RegExp;
  /** Makes the edit at one place that allows it. @returns whether there was one */
  make(places: Places, pick: <Item>(list: readonly Item[]) => Item): boolean;
}

type Pick = Parameters<Edit["make"]>[1];

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

/** An edit of an operation. */
function inOperation(
  name: string,
  rules: RegExp,
  change: (operation: Places["operations"][number], pick: Pick) => boolean,
): Edit {
  return {
    name,
    rules,
    make({ operations }, pick) {
      for (let n = 0; n < 30 && operations.length > 0; n++)
        if (change(pick(operations), pick)) return true;
      return false;
    },
  };
}

const text = { type: "string" };

/** Edits of every part of a document. */
export const edits: readonly Edit[] = [
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
    /type-widened$/,
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
  inOperation("remove an operation", /^(operation|path)-removed/, ({ item, method }) => {
    delete item[method];
    return true;
  }),
  inOperation("add an operation", /^operation-added$/, ({ item }) => {
    if (item["head"]) return false;
    item["head"] = { responses: { 200: { description: "" } } };
    return true;
  }),
  inOperation("rename an operationId", /^operation-id-(renamed|added)$/, ({ operation }) => {
    operation["operationId"] = "zzBrandNew";
    return true;
  }),
  inOperation("deprecate an operation", /^operation-deprecated$/, ({ operation }) => {
    if (operation["deprecated"] === true) return false;
    operation["deprecated"] = true;
    return true;
  }),
  inOperation("summarize an operation", /^description-changed$/, ({ operation }) => {
    operation["summary"] = "Something else";
    return true;
  }),
  inOperation("tag an operation", /^tags-changed$/, ({ operation }) => {
    operation["tags"] = ["zz-brand-new"];
    return true;
  }),
  inOperation("add an optional parameter", /^optional-parameter-added$/, ({ operation }) => {
    operation["parameters"] = [
      ...((operation["parameters"] ?? []) as unknown[]),
      { name: "zzBrandNew", in: "query", schema: text },
    ];
    return true;
  }),
  inOperation("add a required parameter", /^required-parameter-added$/, ({ operation }) => {
    operation["parameters"] = [
      ...((operation["parameters"] ?? []) as unknown[]),
      { name: "zzBrandNew", in: "query", required: true, schema: text },
    ];
    return true;
  }),
  inOperation("remove a parameter", /^(path-)?parameter-removed/, ({ operation }, pick) => {
    const list = (operation["parameters"] ?? []) as JsonObject[];
    const fit = list.filter(
      (one) =>
        one["in"] === "query" ||
        (one["in"] === "header" &&
          !/^(accept|content-type|authorization)$/i.test(String(one["name"]))),
    );
    if (fit.length === 0) return false;
    const one = pick(fit);
    operation["parameters"] = list.filter((other) => other !== one);
    return true;
  }),
  inOperation("require a body", /^request-body-became-(required|optional)$/, ({ operation }) => {
    const body = operation["requestBody"];
    if (!isObject(body) || "$ref" in body) return false;
    body["required"] = body["required"] !== true;
    return true;
  }),
  inOperation("add a request media type", /^request-media-type-added$/, ({ operation }) => {
    const body = operation["requestBody"];
    if (!isObject(body) || !isObject(body["content"]) || Object.keys(body["content"]).length === 0)
      return false;
    body["content"]["application/x-brand-new"] = { schema: text };
    return true;
  }),
  inOperation(
    "add an error",
    /^response-(error-status-added|other-error-added)$/,
    ({ operation }) => {
      const responses = operation["responses"];
      if (!isObject(responses) || "418" in responses) return false;
      responses["418"] = { description: "A teapot." };
      return true;
    },
  ),
  inOperation(
    "remove a response",
    /^response-(success|error)-status-removed$/,
    ({ operation }, pick) => {
      const responses = operation["responses"];
      if (!isObject(responses)) return false;
      const fit = Object.keys(responses).filter((status) => !status.startsWith("x-"));
      if (fit.length < 2) return false;
      delete responses[pick(fit)];
      return true;
    },
  ),
  inOperation("change the success status", /^response-success-status-changed$/, ({ operation }) => {
    const responses = operation["responses"];
    if (!isObject(responses) || !("200" in responses)) return false;
    if (Object.keys(responses).some((status) => /^[23]/.test(status) && status !== "200"))
      return false;
    responses["201"] = responses["200"];
    delete responses["200"];
    return true;
  }),
  inOperation("add a response header", /^header-added$/, ({ operation }) => {
    const [response] = Object.values((operation["responses"] ?? {}) as JsonObject).filter(isObject);
    if (!response || "$ref" in response) return false;
    response["headers"] = {
      ...(isObject(response["headers"]) ? response["headers"] : {}),
      "X-Brand-New": { schema: text },
    };
    return true;
  }),
  {
    name: "add a security scheme to the requirements",
    rules: /^security-(alternative-added|removed|added|requirement-added|changed)$/,
    make({ root, operations }, pick) {
      if (operations.length === 0) return false;
      const { operation } = pick(operations);
      const components = (root["components"] ??= {}) as JsonObject;
      const schemes = (components["securitySchemes"] ??= {}) as JsonObject;
      const [name] = Object.keys(schemes);
      const before = operation["security"] ?? root["security"];
      if (name === undefined || !Array.isArray(before) || before.length === 0) return false;
      if (before.some((one) => isObject(one) && Object.keys(one).length === 0)) return false;
      operation["security"] = [...(before as unknown[]), {}];
      return true;
    },
  },
  {
    name: "move the server",
    rules: /^server-(url-changed|added|removed)$/,
    make({ root }) {
      const servers = root["servers"];
      if (!Array.isArray(servers) || !isObject(servers[0])) return false;
      servers[0]["url"] = "https://zz-brand-new.example.com";
      return true;
    },
  },
  {
    name: "raise the version",
    rules: /^version-changed$/,
    make({ root }) {
      (root["info"] as JsonObject)["version"] = "zz-brand-new";
      return true;
    },
  },
  {
    name: "rename a schema",
    rules: /^schema-renamed$/,
    make({ root }, pick) {
      const { components } = root;
      const schemas = isObject(components) ? components["schemas"] : undefined;
      if (!isObject(schemas) || Object.keys(schemas).length === 0) return false;
      const name = pick(Object.keys(schemas));
      const { [name]: schema, ...rest } = schemas;
      (components as JsonObject)["schemas"] = { ...rest, [`${name}Renamed`]: schema };
      const segment = name.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25");
      refer(root, `#/components/schemas/${segment}`, `#/components/schemas/${segment}Renamed`);
      return true;
    },
  },
];

function refer(value: unknown, from: string, to: string): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    if (child === from) (value as JsonObject)[name] = to;
    else refer(child, from, to);
  }
}
