import type { Api } from "../../api/api.ts";
import { contentSchema } from "../../api/operation/content-schema.ts";
import { mapChildren } from "../../document/objects/map-children.ts";
import { type ObjectName, componentSections } from "../../document/objects/object-model.ts";
import { type JsonObject, isObject } from "../../document/read-document.ts";
import { type Way, isWebhook, turn } from "../../forms/schema-usage.ts";
import type { SchemaForms } from "../../forms/schema-forms.ts";
import type { SchemaValue } from "../../forms/schema-value.ts";
import { carryReason } from "./carry-reasons.ts";
import { renamed } from "../text/deprecated-tag.ts";
import { liftExtraMethods } from "./extra-methods.ts";
import { makeNamesSafe, safeName } from "./safe-names.ts";

/** Writes the type of a schema, in lines that start at column 0. */
type WriteType = (schema: SchemaValue, direction: Way) => string;

/** The field of a prepared schema that holds the name of its placeholder. */
export const placeholderField = "x-codegen-placeholder";

/** The document for openapi-typescript, and the types that it cannot write. */
export interface PreparedDocument {
  root: JsonObject;
  /** The text of each placeholder's type, by the placeholder. */
  types: ReadonlyMap<string, string>;
}

/**
 * Copies the document for openapi-typescript, which modifies its input. In the copy, each schema is a
 * placeholder for the type that `write` gives it.
 */
export function prepareDocument(api: Api, forms: SchemaForms, write: WriteType): PreparedDocument {
  const { root } = api.document;
  const ids = new Map(api.operations.map((operation) => [operation.object, operation.id]));
  const taken = new Set<unknown>(ids.values());
  const done = {
    request: new Map<JsonObject, JsonObject>(),
    response: new Map<JsonObject, JsonObject>(),
  };
  const types = new Map<string, string>();
  const components = new Set(componentsOf(root));

  const placeholder = (text: string): JsonObject => {
    const name = `codegen$type$${types.size}$`;
    types.set(name, text);
    return { type: "object", [placeholderField]: name };
  };

  const copy = (object: JsonObject, name: ObjectName, holder: Way): JsonObject => {
    if (name === "Components") return copyComponents(object);
    if (name === "Schema") return placeholder(write(object, holder));
    const isReference = typeof object["$ref"] === "string";
    // A component has the type of its usual direction; in the other one its content stands in place.
    if (isReference && holder !== usualDirection(name))
      return copy(api.document.resolve(object), name, holder);
    // openapi-typescript follows a reference at the top of the components only among the schemas.
    if (isReference && components.has(object))
      return copy(api.document.resolve(object), name, holder);
    const direction = turn(name, holder);
    const known = done[direction].get(object);
    if (known) return known;
    const result = { ...mapChildren(object, name, (child, of) => copy(child, of, direction)) };
    done[direction].set(object, result);
    carryReason(result);
    if (name === "Operation") nameOperation(result, ids.get(object), taken);
    // The schema of a parameter may be that of its content, or a boolean.
    const schema = name === "Parameter" ? contentSchema(object) : object["schema"];
    if (!isReference && (name === "Parameter" || name === "Header" || name === "MediaType")) {
      if (typeof schema === "boolean" || (isObject(schema) && !isObject(object["schema"])))
        result["schema"] = placeholder(write(schema, direction));
    }
    makeNamesSafe(result, name);
    return result;
  };

  const copyComponents = (object: JsonObject): JsonObject => {
    const result = {
      ...mapChildren(object, "Components", (child, of) =>
        of === "Schema" ? child : copy(child, of, usualDirection(of)),
      ),
    };
    result["schemas"] = namedSchemas();
    makeNamesSafe(result, "Components");
    return result;
  };

  /** Each schema is the interface or alias of its name, also under its former names. */
  const namedSchemas = (): JsonObject => {
    const entries = api.schemas.flatMap((schema): [string, JsonObject][] => {
      const text = forms.of(schema, "either").typeName;
      return [
        [schema.name, deprecated(placeholder(text), schema.deprecation)],
        ...schema.aliases.map(({ name }): [string, JsonObject] => [
          safeName(name),
          deprecated(placeholder(text), renamed(schema.name)),
        ]),
      ];
    });
    return Object.fromEntries(entries);
  };

  const prepared = {
    ...mapChildren(root, "OpenAPI", (child, of) =>
      copy(child, of, of === "PathItem" && isWebhook(root, child) ? "response" : "request"),
    ),
  };
  liftExtraMethods(prepared);
  makeNamesSafe(prepared, "OpenAPI");
  return { root: prepared, types };
}

/** Marks a placeholder as deprecated where there is a reason; in place. */
function deprecated(object: JsonObject, reason: string | undefined): JsonObject {
  if (reason === undefined) return object;
  Object.assign(object, { deprecated: true, "x-deprecated-reason": reason });
  carryReason(object);
  return object;
}

/** @returns the direction of what holds a component of that kind, where a path uses it */
function usualDirection(name: ObjectName): Way {
  return name === "Header" ? "response" : "request";
}

function componentsOf(root: JsonObject): JsonObject[] {
  const components = root["components"];
  const sections = isObject(components)
    ? Object.values(componentSections).map((section) => components[section])
    : [];
  return sections.filter(isObject).flatMap((section) => Object.values(section).filter(isObject));
}

/** An operation outside `paths`, or in a second place, is written where it stands. */
function nameOperation(operation: JsonObject, id: string | undefined, taken: Set<unknown>): void {
  if (id !== undefined) operation["operationId"] = id;
  else if (taken.has(operation["operationId"])) delete operation["operationId"];
  else taken.add(operation["operationId"]);
}
