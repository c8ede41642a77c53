import type { ApiDocument, ReadOptions } from "./api-document.ts";
import { Cursor } from "./objects/cursor.ts";
import { fillMissing, textSiblings } from "./problems/field-problems.ts";
import { checkSchemaField, isIdentifying } from "./objects/check-schema-field.ts";
import { Components, aliases } from "./references/components.ts";
import { type JsonObject, isObject, setField } from "./json-object.ts";
import { canBeEmpty, isDescriptive } from "./objects/meaning.ts";
import { meantObject, readNonObject } from "./objects/non-object.ts";
import { normalizeSchema } from "./objects/normalize-schema.ts";
import {
  type Kind,
  type ObjectName,
  componentSections,
  fieldKind,
  isKnownTo,
  objectModel,
} from "./objects/object-model.ts";
import { rewriteNewer } from "./newer/rewrite-newer.ts";
import { OperationFilter, tagParents } from "./operation-filter.ts";
import { Origins } from "./files/origins.ts";
import { componentRef, valueAt } from "./pointer.ts";
import { article, capital, describe, unknownField, wrongVersion } from "./problems/phrases.ts";
import { DocumentError } from "./problems/problem.ts";
import { ProblemList } from "./problems/problem-list.ts";
import { pruneUnused } from "./references/prune-unused.ts";
import { repairScalar } from "./objects/repair-scalar.ts";
import { isRequiredMark, moveRequiredMarks } from "./objects/required-marks.ts";
import { type Place, References, placeName } from "./references/references.ts";
import { defaultRoot } from "./files/reference-root.ts";
import { absoluteLocation } from "./remote/location.ts";
import { Resolver } from "./references/resolver.ts";
import type { SourceFile } from "./files/source-file.ts";
import { convertSwagger, isSwagger } from "./files/swagger.ts";
import { type Version, versionOf } from "./files/version.ts";

export { type JsonObject, isObject } from "./json-object.ts";
export type { ApiDocument } from "./api-document.ts";

/**
 * Reads an OpenAPI document of version 3.0, 3.1 or 3.2, and the files that it refers to.
 *
 * Problems go to the document's own list, and the place is repaired. The caller decides when to
 * stop, so that one run finds all of them.
 *
 * @param location path or `file:` URL of the entry document, YAML or JSON; or a location in
 *   `options.inputs`
 * @throws {DocumentError} if there is no such file, or it is not an OpenAPI document
 */
export function readDocument(location: string, options: ReadOptions = {}): ApiDocument {
  return new Reader(absoluteLocation(location), options).read();
}

class Reader {
  readonly #references: References;
  readonly #problems: ProblemList;
  readonly #components: Components;
  readonly #origins: Origins;
  readonly #entry: SourceFile;
  readonly #version: Version;
  readonly #failures = new Set<DocumentError>();
  /** Places that are being copied in place of a reference. */
  readonly #inlined = new Set<string>();
  readonly #resolver = new Resolver();
  readonly #cursor: Cursor;
  readonly #filter: OperationFilter;

  constructor(path: string, options: ReadOptions) {
    const { include, exclude, refRoot, ...severity } = options;
    this.#problems = new ProblemList(severity);
    this.#references = new References(refRoot ?? defaultRoot(path), options);
    this.#entry = this.#references.open(path);
    this.#problems.first = this.#entry.name;
    this.#cursor = new Cursor(this.#entry, this.#problems);
    if (isSwagger(this.#entry)) convertSwagger(this.#entry, this.#cursor);
    this.#version = versionOf(this.#entry);
    this.#filter = new OperationFilter(include, exclude, tagParents(this.#entry.value));
    this.#components = new Components(this.#entry);
    this.#origins = new Origins(this.#entry);
  }

  read(): ApiDocument {
    const source = this.#entry.value as JsonObject;
    this.#nameAliases(source["components"]);
    const root = this.#copy(source, "OpenAPI") as JsonObject;
    this.#components.fill((place, object) =>
      this.#copyFrom(place, () => this.#copy(valueAt(place.file.value, place.pointer), object)),
    );
    const components = (root["components"] ?? {}) as JsonObject;
    this.#components.finish(components);
    if (Object.keys(components).length > 0) root["components"] = components;
    this.#origins.root = root;
    if (this.#filter.isActive) {
      this.#filter.refuseUnused();
      this.#problems.forget(this.#entry.name, pruneUnused(root));
    }
    this.#resolver.take(components, (message, component) =>
      this.#problems.report(this.#origins.problem("circular-ref", message, component, "$ref")),
    );
    const document: ApiDocument = {
      root,
      files: this.#references.files,
      texts: this.#references.texts,
      problems: this.#problems,
      resolve: (object) => this.#resolver.resolve(object),
      isBroken: (object) => this.#resolver.isBroken(object),
      isAdopted: (section, name) => this.#components.isMadeName(section, name),
      problem: (...args) => this.#origins.problem(...args),
    };
    rewriteNewer(document);
    return document;
  }

  /** A component that is only a reference gives its name to the target. */
  #nameAliases(components: unknown): void {
    for (const { ref, object, name } of aliases(components)) {
      const place = this.#find(ref, "quietly");
      if (place) this.#components.name(place, object, name);
    }
  }

  #find(ref: string, quietly?: "quietly"): Place | undefined {
    try {
      const found = this.#references.find(ref, this.#cursor.file, this.#cursor.resource);
      if (!("code" in found)) return this.#references.end(found, this.#entry);
      if (!quietly) this.#cursor.lose(found.code, found.message);
    } catch (error) {
      if (!DocumentError.isInstance(error)) throw error;
      if (!this.#failures.has(error))
        for (const problem of error.problems) this.#problems.report(problem);
      this.#failures.add(error);
    }
    return undefined;
  }

  /** Copies from another place. */
  #copyFrom(place: Place, copy: () => unknown): unknown {
    const result = this.#cursor.elsewhere(place, copy);
    this.#origins.note(result, place);
    return result;
  }

  #copy(value: unknown, object: ObjectName): unknown {
    if (value === null && canBeEmpty(object)) {
      this.#cursor.warn(
        "invalid-value",
        `This ${object} object has no value. It is read as an empty one.`,
      );
      return this.#copyFields(object === "Response" ? { description: "" } : {}, object);
    }
    if (!isObject(value)) {
      const meant = meantObject(this.#cursor, value, object);
      if (meant) return this.#copy(meant, object);
      return readNonObject(this.#cursor, this.#resolver, value, object);
    }
    const before = [this.#cursor.resource, this.#cursor.inCallback] as const;
    if (object === "Schema" && typeof value["$id"] === "string") {
      this.#cursor.resource = {
        id: value["$id"],
        file: this.#cursor.file,
        pointer: [...this.#cursor.at],
      };
    }
    if (object === "Callback") this.#cursor.inCallback = true;
    const copy =
      typeof value["$ref"] === "string"
        ? this.#copyReference(value, object)
        : this.#copyFields(value, object);
    [this.#cursor.resource, this.#cursor.inCallback] = before;
    return copy;
  }

  #copyFields(value: JsonObject, object: ObjectName): JsonObject {
    const copy = this.#copyEach(value, object);
    fillMissing(this.#cursor, value, copy, object, this.#version);
    if (object === "Discriminator") this.#referByMapping(copy);
    if (object === "Example" && "dataValue" in copy) copy["value"] ??= copy["dataValue"];
    if (object !== "Schema") return copy;
    moveRequiredMarks(value, copy);
    return this.#normalize(copy);
  }

  #copyEach(value: JsonObject, object: ObjectName): JsonObject {
    const copy: JsonObject = {};
    const before = this.#cursor.isDescriptive;
    for (const field of Object.keys(value)) {
      this.#cursor.isDescriptive = before || isDescriptive(object, field);
      const copyField = (): unknown => this.#copyField(value[field], object, field);
      const content = this.#cursor.within(field, copyField);
      if (content !== undefined) setField(copy, field, content);
    }
    this.#cursor.isDescriptive = before;
    return copy;
  }

  #normalize(copy: JsonObject): JsonObject {
    const schema = normalizeSchema(copy);
    if (schema !== copy) this.#origins.noteWrapped(copy, schema);
    return schema;
  }

  /** @returns the copy, or `undefined` to leave the field out */
  #copyField(value: unknown, object: ObjectName, field: string): unknown {
    if (field.startsWith("x-")) return this.#cursor.holdsNoNumber(value) ? undefined : value;
    const kind = fieldKind(object, field);
    if (!kind) return this.#cursor.warn("unknown-field", unknownField(object, field), "key");
    const isOperation = kind.of === "Operation" && kind.shape === "one";
    if (isOperation && this.#isFilteredOut(value)) return undefined;
    if (!isKnownTo(kind, this.#version))
      this.#cursor.warn("wrong-version", wrongVersion(field, kind, this.#version), "key");
    if (value === null && kind.of !== "any" && !canBeEmpty(kind.of as ObjectName)) {
      this.#cursor.warn("invalid-value", `\`${field}\` has no value. It is left out.`, "key");
      return undefined;
    }
    if (object === "Schema") {
      if (isIdentifying(field)) return undefined;
      const mark = field === "required" ? isRequiredMark(value) : undefined;
      if (mark !== undefined) {
        const message = `\`required\` is a list of names, in the schema around the property. It is read as ${mark ? "one with this property" : "one without this property"}.`;
        this.#cursor.warn("invalid-value", message);
        return undefined;
      }
      const wrong = checkSchemaField(field, value, this.#version);
      if (wrong?.code === "wrong-version") this.#cursor.warn(wrong.code, wrong.message);
      else if (wrong) return this.#cursor.lose(wrong.code, wrong.message);
    }
    return this.#copyKind(value, kind, field);
  }

  #isFilteredOut(operation: unknown): boolean {
    const { inCallback, at, path } = this.#cursor;
    if (!this.#filter.isActive || inCallback || at[0] === "components") return false;
    return isObject(operation) && !this.#filter.accepts(operation, path);
  }

  #copyKind(value: unknown, kind: Kind, field: string): unknown {
    if (kind.shape === "one") return this.#copyOne(value, kind, field);
    if (isObject(value) && typeof value["$ref"] === "string")
      return this.#misplaced(value["$ref"], `\`${field}\``, (found) =>
        this.#copyKind(found, kind, field),
      );
    return kind.shape === "array"
      ? this.#copyArray(value, kind, field)
      : this.#copyMap(value, kind, field);
  }

  #copyArray(value: unknown, kind: Kind, field: string): unknown {
    if (!Array.isArray(value)) {
      const message = `\`${field}\` must be an array, found ${describe(value)}.`;
      const isItem =
        isObject(value) === (kind.of in objectModel || field === "security") &&
        (isObject(value) || repairScalar(value, kind) === undefined);
      if (!isItem) return this.#cursor.invalid(message);
      this.#cursor.warn("invalid-value", `${message} It is read as an array with this item.`);
      return this.#copyArray([value], kind, field);
    }
    if (kind.notEmpty && value.length === 0) {
      this.#cursor.warn(
        "invalid-value",
        `\`${field}\` must have at least one item. It is left out.`,
      );
      return undefined;
    }
    return value
      .map((item, index) => this.#copyItem(item, kind, String(index), `${field}[${index}]`))
      .filter((item) => item !== undefined);
  }

  #copyMap(value: unknown, kind: Kind, field: string): unknown {
    if (!isObject(value))
      return this.#cursor.invalid(`\`${field}\` must be an object, found ${describe(value)}.`);
    const copy: JsonObject = {};
    for (const name of Object.keys(value)) {
      // Only these two maps have extensions among their entries.
      const extension = name.startsWith("x-") && (field === "paths" || field === "responses");
      if (field === "paths" || field === "webhooks") this.#cursor.path = name;
      if (kind.of === "Operation" && this.#isFilteredOut(value[name])) continue;
      const content = extension ? value[name] : this.#copyItem(value[name], kind, name);
      if (content !== undefined) copy[name] = content;
    }
    return copy;
  }

  #copyItem(value: unknown, kind: Kind, name: string, label = name): unknown {
    return this.#cursor.within(name, () =>
      name === "__proto__"
        ? this.#cursor.invalid("`__proto__` cannot be a name: in JavaScript it is not a property.")
        : this.#copyOne(value, kind, label),
    );
  }

  #copyOne(value: unknown, kind: Kind, label: string): unknown {
    if (kind.of in objectModel) return this.#copy(value, kind.of as ObjectName);
    if (kind.of === "any" && this.#cursor.holdsNoNumber(value)) return undefined;
    const repair = repairScalar(value, kind);
    if (!repair) return value;
    const message = `\`${label}\` ${repair.message}`;
    if (!("value" in repair)) return this.#cursor.invalid(message);
    this.#cursor.warn("invalid-value", message);
    return repair.value;
  }

  #copyReference(value: JsonObject, object: ObjectName): unknown {
    const ref = value["$ref"] as string;
    const section = componentSections[object];
    if (object === "MediaType" && this.#version === "3.2") return this.#followTo(ref, object);
    if (section === undefined)
      return this.#misplaced(ref, `${article(object)} object`, (found) =>
        this.#copy(found, object),
      );
    const place = this.#cursor.within("$ref", () => this.#find(ref));
    if (!place) return this.#resolver.stub();
    if (this.#standsFor(place, object))
      return this.#inline(place, (found) => this.#copy(found, object));
    const copy = this.#siblings(value, object);
    if (object === "PathItem" && !this.#cursor.inCallback) {
      const item = this.#inline(place, (found) => this.#copy(found, object));
      return isObject(item) && Object.keys(copy).length > 0
        ? this.#origins.noteSame({ ...item, ...copy }, item)
        : item;
    }
    this.#components.refer(place, object, copy, "$ref");
    return object === "Schema" ? this.#normalize(copy) : copy;
  }

  /** Copies the target of a reference in its place. */
  #followTo(ref: string, object: ObjectName): unknown {
    const place = this.#cursor.within("$ref", () => this.#find(ref));
    return place && this.#inline(place, (found) => this.#copy(found, object));
  }

  /** @returns whether the position is the component that gives the object at the place its name */
  #standsFor(place: Place, object: ObjectName): boolean {
    const [root, section, name = "", ...rest] = this.#cursor.at;
    const component =
      this.#cursor.file === this.#entry &&
      root === "components" &&
      section === componentSections[object] &&
      rest.length === 0;
    return component && this.#components.isNamed(place, object, name);
  }

  /**
   * Copies the siblings of a reference. OpenAPI 3.0 ignores them, except in a path item. Later
   * versions apply them there and in a schema; elsewhere they allow two fields.
   */
  #siblings(value: JsonObject, object: ObjectName): JsonObject {
    const { $ref: _, ...siblings } = value;
    if (object === "PathItem" || (object === "Schema" && this.#version !== "3.0"))
      return this.#copyEach(siblings, object);
    return textSiblings(this.#cursor, siblings, object, this.#version);
  }

  /** Follows a reference where OpenAPI allows none. */
  #misplaced(ref: string, what: string, copy: (value: unknown) => unknown): unknown {
    const message = `${capital(what)} cannot be a reference. It is read as the object that the reference leads to.`;
    const place = this.#cursor.within("$ref", () => {
      this.#cursor.warn("misplaced-ref", message);
      return this.#find(ref);
    });
    return place && this.#inline(place, copy);
  }

  /** Copies the object at the place in place of a reference. */
  #inline(place: Place, copy: (value: unknown) => unknown): unknown {
    const name = placeName(place);
    if (this.#inlined.has(name)) {
      const message = "This reference leads back to itself.";
      this.#cursor.within("$ref", () => this.#cursor.lose("circular-ref", message));
      return this.#resolver.stub();
    }
    this.#inlined.add(name);
    const result = this.#copyFrom(place, () => copy(valueAt(place.file.value, place.pointer)));
    this.#inlined.delete(name);
    return result;
  }

  /** Reads the names and references of a discriminator, which both lead to schemas. */
  #referByMapping(discriminator: JsonObject): void {
    const { mapping } = discriminator;
    const refer = (holder: JsonObject, field: string, at: readonly string[]): void => {
      const target = String(holder[field]);
      const named =
        valueAt(this.#cursor.file.value, ["components", "schemas", target]) !== undefined;
      const ref = named ? componentRef("schemas", target) : target;
      const place = this.#cursor.within(at, () => this.#find(ref));
      if (place) this.#components.refer(place, "Schema", holder, field);
      else delete holder[field];
    };
    const values = Object.keys(isObject(mapping) ? mapping : {});
    for (const value of values) refer(mapping as JsonObject, value, ["mapping", value]);
    if ("defaultMapping" in discriminator)
      refer(discriminator, "defaultMapping", ["defaultMapping"]);
  }
}
