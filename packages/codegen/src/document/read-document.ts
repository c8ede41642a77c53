import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ApiDocument, ReadOptions } from "./api-document.ts";
import { checkScalar, noNumber, wrongNumbers } from "./check-scalar.ts";
import { checkSchemaField, isIdentifying } from "./check-schema-field.ts";
import { endCircles, refsOf } from "./component-references.ts";
import { Components, aliases } from "./components.ts";
import { type JsonObject, isObject, setField } from "./json-object.ts";
import { normalizeSchema } from "./normalize-schema.ts";
import {
  type Kind,
  type ObjectName,
  componentSections,
  fieldKind,
  objectModel,
  requiredFields,
} from "./object-model.ts";
import { Origins } from "./origins.ts";
import { componentRef, valueAt } from "./pointer.ts";
import { article, capital, describe, unknownField, wrongVersion } from "./phrases.ts";
import { DocumentError, type ProblemCode } from "./problem.ts";
import { ProblemList } from "./problem-list.ts";
import { type Place, References, type Resource, placeName } from "./references.ts";
import type { SourceFile } from "./source-file.ts";
import { versionOf } from "./version.ts";

export { type JsonObject, isObject } from "./json-object.ts";
export type { ApiDocument } from "./api-document.ts";

/**
 * Reads an OpenAPI 3.0 or 3.1 description and the files that it refers to.
 *
 * What is wrong with it is noted in the document's own list, and it is for the caller to stop at
 * that: whoever reads on finds more, and a person wants all of it at once.
 *
 * @param location path or `file:` URL of the entry document, YAML or JSON
 * @throws {DocumentError} when there is no file, or it is no OpenAPI description
 */
export function readDocument(location: string, options: ReadOptions = {}): ApiDocument {
  const path = location.startsWith("file:") ? fileURLToPath(location) : resolve(location);
  return new Reader(path, options).read();
}

class Reader {
  readonly #references: References;
  readonly #problems: ProblemList;
  readonly #components: Components;
  readonly #origins: Origins;
  readonly #entry: SourceFile;
  readonly #version: "3.0" | "3.1";
  readonly #failures = new Set<DocumentError>();
  /** Places that are being copied to where a reference to them stands. */
  readonly #inlined = new Set<string>();
  readonly #broken = new WeakSet<JsonObject>();
  #refs: ReadonlyMap<string, JsonObject> = new Map();
  // What is being copied: the file, the way to it, and the schema with an `$id` around it.
  #file: SourceFile;
  #at: string[] = [];
  #resource: Resource | undefined;
  #inCallback = false;

  constructor(path: string, { tolerate, lenient, onFile }: ReadOptions) {
    this.#problems = new ProblemList(tolerate, lenient);
    this.#references = new References(onFile);
    this.#file = this.#entry = this.#references.open(path);
    this.#version = versionOf(this.#entry);
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
    this.#refs = refsOf(components);
    endCircles(this.#refs, (message, component) =>
      this.#problems.refuse(this.#origins.problem("circular-ref", message, component, "$ref")),
    );
    return {
      root,
      files: this.#references.files,
      texts: this.#references.texts,
      problems: this.#problems,
      resolve: (object) => this.#resolve(object),
      isBroken: (object) => this.#broken.has(object),
      isAdopted: (section, name) => this.#components.isMadeName(section, name),
      problem: (...args) => this.#origins.problem(...args),
    };
  }

  /** A component that is only a reference to elsewhere gives its name to what stands there. */
  #nameAliases(components: unknown): void {
    for (const { ref, object, name } of aliases(components)) {
      const place = this.#find(ref, "quietly");
      if (place) this.#components.name(place, object, name);
    }
  }

  #find(ref: string, quietly?: "quietly"): Place | undefined {
    try {
      const found = this.#references.find(ref, this.#file, this.#resource);
      if (!("code" in found)) return this.#references.end(found, this.#entry);
      if (!quietly) this.#problems.refuse(this.#file.problem(found.code, found.message, this.#at));
    } catch (error) {
      if (!DocumentError.isInstance(error)) throw error;
      if (!this.#failures.has(error))
        for (const problem of error.problems) this.#problems.refuse(problem);
      this.#failures.add(error);
    }
    return undefined;
  }

  /** Copies what stands elsewhere. */
  #copyFrom(place: Place, copy: () => unknown): unknown {
    const before = [this.#file, this.#at, this.#resource] as const;
    [this.#file, this.#at, this.#resource] = [place.file, [...place.pointer], undefined];
    const result = copy();
    [this.#file, this.#at, this.#resource] = before;
    this.#origins.note(result, place);
    return result;
  }

  #copy(value: unknown, object: ObjectName): unknown {
    if (!isObject(value)) {
      if (object === "Schema" && typeof value === "boolean") return value;
      const tolerated = this.#report(
        "invalid-value",
        `Expected ${article(object)} object, found ${describe(value)}.`,
      );
      // A schema may be anything, and what has a name may be referred to.
      const stays = object === "Schema" || (this.#at.length === 3 && this.#at[0] === "components");
      return stays || !tolerated ? this.#stub() : undefined;
    }
    const [resource, inCallback] = [this.#resource, this.#inCallback];
    if (object === "Schema" && typeof value["$id"] === "string") {
      this.#resource = { id: value["$id"], file: this.#file, pointer: [...this.#at] };
    }
    if (object === "Callback") this.#inCallback = true;
    const copy =
      typeof value["$ref"] === "string"
        ? this.#copyReference(value, object)
        : this.#copyFields(value, object);
    [this.#resource, this.#inCallback] = [resource, inCallback];
    return copy;
  }

  #copyFields(value: JsonObject, object: ObjectName): JsonObject {
    const copy = this.#copyEach(value, object);
    for (const field of requiredFields(object))
      if (!(field in value)) this.#missing(copy, object, field);
    if (object === "Discriminator") this.#referByMapping(copy["mapping"]);
    return object === "Schema" ? this.#normalize(copy) : copy;
  }

  #copyEach(value: JsonObject, object: ObjectName): JsonObject {
    const copy: JsonObject = {};
    for (const field of Object.keys(value)) {
      this.#at.push(field);
      const content = this.#copyField(value[field], object, field);
      if (content !== undefined) setField(copy, field, content);
      this.#at.pop();
    }
    return copy;
  }

  #normalize(copy: JsonObject): JsonObject {
    const schema = normalizeSchema(copy);
    if (schema !== copy) this.#origins.noteWrapped(copy, schema);
    return schema;
  }

  /** @returns the copy, or `undefined` for what is to be left out */
  #copyField(value: unknown, object: ObjectName, field: string): unknown {
    if (field.startsWith("x-")) return this.#holdsNoNumber(value) ? undefined : value;
    const kind = fieldKind(object, field);
    if (!kind) return this.#unknownField(object, field);
    if (
      kind.only !== undefined &&
      kind.only !== this.#version &&
      !this.#report("wrong-version", wrongVersion(field, kind.only, this.#version), "key")
    )
      return undefined;
    if (object === "Schema") {
      if (isIdentifying(field)) return undefined;
      const wrong = checkSchemaField(field, value, this.#version);
      const tolerated = wrong && this.#report(wrong.code, wrong.message);
      if (wrong && !(tolerated && wrong.code === "wrong-version")) return undefined;
    }
    return this.#copyKind(value, kind, field);
  }

  #copyKind(value: unknown, kind: Kind, field: string): unknown {
    if (kind.shape === "one") return this.#copyOne(value, kind, field);
    if (isObject(value) && typeof value["$ref"] === "string")
      return this.#misplaced(value["$ref"], `\`${field}\``, (found) =>
        this.#copyKind(found, kind, field),
      );
    if (kind.shape === "array") {
      if (!Array.isArray(value))
        return this.#invalid(`\`${field}\` must be an array, found ${describe(value)}.`);
      if (kind.notEmpty && value.length === 0)
        return this.#invalid(`\`${field}\` must have at least one item.`);
      return value
        .map((item, index) => this.#copyItem(item, kind, String(index), `${field}[${index}]`))
        .filter((item) => item !== undefined);
    }
    if (!isObject(value))
      return this.#invalid(`\`${field}\` must be an object, found ${describe(value)}.`);
    const copy: JsonObject = {};
    for (const name of Object.keys(value)) {
      // Extensions stand beside the entries of these two, and nowhere else in a map.
      const extension = name.startsWith("x-") && (field === "paths" || field === "responses");
      const content = extension ? value[name] : this.#copyItem(value[name], kind, name);
      if (content !== undefined) copy[name] = content;
    }
    return copy;
  }

  #copyItem(value: unknown, kind: Kind, name: string, label = name): unknown {
    this.#at.push(name);
    const reserved = name === "__proto__";
    const content = reserved
      ? this.#invalid("`__proto__` cannot be a name: in JavaScript it is no property.")
      : this.#copyOne(value, kind, label);
    this.#at.pop();
    return content;
  }

  #copyOne(value: unknown, kind: Kind, label: string): unknown {
    if (kind.of in objectModel) return this.#copy(value, kind.of as ObjectName);
    if (kind.of === "any" && this.#holdsNoNumber(value)) return undefined;
    const wrong = checkScalar(value, kind);
    return wrong === undefined ? value : this.#invalid(`\`${label}\` ${wrong}`);
  }

  #copyReference(value: JsonObject, object: ObjectName): unknown {
    const ref = value["$ref"] as string;
    const section = componentSections[object];
    if (section === undefined)
      return this.#misplaced(ref, `${article(object)} object`, (found) =>
        this.#copy(found, object),
      );
    this.#at.push("$ref");
    const place = this.#find(ref);
    this.#at.pop();
    if (!place) return this.#stub();
    if (this.#standsFor(place, object))
      return this.#inline(place, (found) => this.#copy(found, object));
    const copy = this.#siblings(value, object);
    if (object === "PathItem" && !this.#inCallback) {
      const item = this.#inline(place, (found) => this.#copy(found, object));
      return isObject(item) && Object.keys(copy).length > 0
        ? this.#origins.noteSame({ ...item, ...copy }, item)
        : item;
    }
    this.#components.refer(place, object, copy, "$ref");
    return object === "Schema" ? this.#normalize(copy) : copy;
  }

  /** Whether this is the component under whose name the object at the place goes. */
  #standsFor(place: Place, object: ObjectName): boolean {
    const [root, section, name = "", ...rest] = this.#at;
    const component =
      this.#file === this.#entry &&
      root === "components" &&
      section === componentSections[object] &&
      rest.length === 0;
    return component && this.#components.isNamed(place, object, name);
  }

  /**
   * What stands beside a reference: 3.0 ignores it except in a path item, 3.1 applies it there and
   * in a schema, and elsewhere knows two fields.
   */
  #siblings(value: JsonObject, object: ObjectName): JsonObject {
    const { $ref: _, ...siblings } = value;
    if (object === "PathItem" || (object === "Schema" && this.#version === "3.1"))
      return this.#copyEach(siblings, object);
    const copy: JsonObject = {};
    if (this.#version === "3.0") return copy;
    for (const field of ["summary", "description"])
      if (field in siblings) copy[field] = siblings[field];
    return copy;
  }

  /** A reference where OpenAPI allows none, though it is plain what is meant. */
  #misplaced(ref: string, what: string, copy: (value: unknown) => unknown): unknown {
    this.#at.push("$ref");
    const message = `${capital(what)} cannot be a reference. Write it here, or refer to what is in it.`;
    const tolerated = this.#report("misplaced-ref", message);
    const place = tolerated ? this.#find(ref) : undefined;
    this.#at.pop();
    return place && this.#inline(place, copy);
  }

  /** Puts a copy of what stands at the place where the reference to it stands. */
  #inline(place: Place, copy: (value: unknown) => unknown): unknown {
    const name = placeName(place);
    if (this.#inlined.has(name)) {
      this.#problems.refuse(
        this.#file.problem("circular-ref", "This reference leads back to itself.", [
          ...this.#at,
          "$ref",
        ]),
      );
      return this.#stub();
    }
    this.#inlined.add(name);
    const result = this.#copyFrom(place, () => copy(valueAt(place.file.value, place.pointer)));
    this.#inlined.delete(name);
    return result;
  }

  /** A discriminator names schemas by their component's name or by reference. */
  #referByMapping(mapping: unknown): void {
    if (!isObject(mapping)) return;
    for (const [value, target] of Object.entries(mapping) as [string, string][]) {
      const named = valueAt(this.#file.value, ["components", "schemas", target]) !== undefined;
      this.#at.push("mapping", value);
      const place = this.#find(named ? componentRef("schemas", target) : target);
      this.#at.length -= 2;
      if (place) this.#components.refer(place, "Schema", mapping, value);
      else delete mapping[value];
    }
  }

  #missing(copy: JsonObject, object: ObjectName, field: string): void {
    const problem = this.#file.problem(
      "missing-field",
      `${capital(article(object))} object needs the field \`${field}\`.`,
      this.#at,
      "key",
    );
    const kind = fieldKind(object, field);
    // Without these two it is not even known which parameter is meant.
    if (!kind || object === "Parameter") {
      this.#problems.refuse(problem);
      return;
    }
    this.#problems.report(problem);
    copy[field] = kind.shape === "one" && kind.of === "string" ? "" : {};
  }

  /** Notes the numbers in a free value that JSON could not write. @returns whether there are any */
  #holdsNoNumber(value: unknown): boolean {
    const found = [...wrongNumbers(value)];
    for (const { number, at } of found) {
      const place = [...this.#at, ...at];
      this.#problems.report(this.#file.problem("invalid-value", noNumber(number), place));
    }
    return found.length > 0;
  }

  #unknownField(object: ObjectName, field: string): void {
    this.#report("unknown-field", unknownField(object, field), "key");
  }

  #invalid(message: string): void {
    this.#report("invalid-value", message);
  }

  /** @returns whether the problem is tolerated */
  #report(code: ProblemCode, message: string, at: "key" | "value" = "value"): boolean {
    return this.#problems.report(this.#file.problem(code, message, this.#at, at));
  }

  #stub(): JsonObject {
    const stub = {};
    this.#broken.add(stub);
    return stub;
  }

  #resolve(object: JsonObject): JsonObject {
    let current = object;
    while (typeof current["$ref"] === "string")
      current = this.#refs.get(current["$ref"]) ?? this.#stub();
    return current;
  }
}
