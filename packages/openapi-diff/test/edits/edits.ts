import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import type { Edit, Pick } from "./edit.ts";
import type { Places } from "./places.ts";
import { schemaEdits } from "./schema-edits.ts";

const text = { type: "string" };

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

/** Edits of every part of a document. */
export const edits: readonly Edit[] = [
  ...schemaEdits,
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
