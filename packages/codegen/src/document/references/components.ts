import { relative, dirname } from "node:path";
import { type JsonObject, isObject } from "../json-object.ts";
import { type ObjectName, componentSections } from "../objects/object-model.ts";
import { isUrl } from "../remote/location.ts";
import { componentRef, formatPointer } from "../pointer.ts";
import type { Place } from "./references.ts";
import type { SourceFile } from "../files/source-file.ts";

/** An object of another file, or from the depth of this one, that becomes a component. */
interface Adopted {
  place: Place;
  object: ObjectName;
  /** Given by the entry document, where a component of it is a reference to the place. */
  name: string | undefined;
  content: unknown;
  /** The fields that refer to it, and are told its name in the end. */
  holders: [holder: JsonObject, field: string][];
}

/**
 * Gives every object that is referred to a name among the components, so that each reference
 * of a document that has been read has the form `#/components/schemas/Name`.
 *
 * A name depends on where the object stands and not on the order in which the document refers
 * to it: adding an operation renames nothing.
 */
export class Components {
  readonly #entry: SourceFile;
  readonly #adopted = new Map<string, Adopted>();
  readonly #waiting: Adopted[] = [];
  readonly #made = new Set<string>();

  constructor(entry: SourceFile) {
    this.#entry = entry;
  }

  /** Gives an object the name under which the entry document itself has a reference to it. */
  name(place: Place, object: ObjectName, name: string): void {
    if (this.#ownRef(place, object) !== undefined || this.#adopted.has(key(place, object))) return;
    this.#adopted.set(key(place, object), { place, object, name, content: undefined, holders: [] });
  }

  /** @returns whether the component of that name is where the object at the place is written */
  isNamed(place: Place, object: ObjectName, name: string): boolean {
    return this.#adopted.get(key(place, object))?.name === name;
  }

  /** @returns whether a component has its name from here rather than from the entry document */
  isMadeName(section: string, name: string): boolean {
    return this.#made.has(`${section} ${name}`);
  }

  /** Writes a reference to the object at the place into a field, now or once it has a name. */
  refer(place: Place, object: ObjectName, holder: JsonObject, field: string): void {
    const own = this.#ownRef(place, object);
    if (own !== undefined) {
      holder[field] = own;
      return;
    }
    let adopted = this.#adopted.get(key(place, object));
    if (!adopted) {
      adopted = { place, object, name: undefined, content: undefined, holders: [] };
      this.#adopted.set(key(place, object), adopted);
      this.#waiting.push(adopted);
    }
    // Keeps the field where it belongs among the others.
    holder[field] = "";
    adopted.holders.push([holder, field]);
  }

  /** Copies what was adopted, and what that refers to in turn. */
  fill(copy: (place: Place, object: ObjectName) => unknown): void {
    for (let adopted = this.#waiting.pop(); adopted; adopted = this.#waiting.pop()) {
      adopted.content = copy(adopted.place, adopted.object);
    }
  }

  /** Names what was adopted, tells the names to those who refer to it, and adds it to the components. */
  finish(components: JsonObject): void {
    const base = dirname(this.#entry.path);
    const order = ({ place }: Adopted): string =>
      `${wayTo(base, place.file.path)}#${formatPointer(place.pointer)}`;
    const sorted = [...this.#adopted.values()].map((adopted) => ({ adopted, by: order(adopted) }));
    sorted.sort((a, b) => (a.by < b.by ? -1 : 1));
    for (const { adopted } of sorted) {
      const section = componentSections[adopted.object] ?? "";
      const entries = (components[section] ??= {}) as JsonObject;
      if (adopted.name === undefined) {
        adopted.name = freeName(madeName(adopted.place), entries);
        entries[adopted.name] = adopted.content;
        this.#made.add(`${section} ${adopted.name}`);
      }
      for (const [holder, field] of adopted.holders)
        holder[field] = componentRef(section, adopted.name);
    }
  }

  #ownRef({ file, pointer }: Place, object: ObjectName): string | undefined {
    const [root, section = "", name = ""] = pointer;
    const own =
      file === this.#entry &&
      pointer.length === 3 &&
      root === "components" &&
      section === componentSections[object];
    return own ? componentRef(section, name) : undefined;
  }
}

/** @returns the way to a file, the same on every machine */
function wayTo(base: string, path: string): string {
  return isUrl(path) ? path : relative(base, path).replaceAll("\\", "/");
}

function key({ file, pointer }: Place, object: ObjectName): string {
  return `${componentSections[object]} ${file.path}#${formatPointer(pointer)}`;
}

/** Fields that say of what kind an object is rather than which one it is. */
const structure = new Set([
  "components",
  "definitions",
  "$defs",
  "paths",
  "schema",
  "schemas",
  "properties",
  "content",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "examples",
  "pathItems",
]);

/** `b.yaml#/components/schemas/Pet/properties/name` is `Pet_name`, and `pet.yaml` is `pet`. */
function madeName({ file, pointer }: Place): string {
  const steps = pointer
    .filter((step) => !structure.has(step))
    .map((step) => step.replaceAll(/[^\w.-]+/g, "_").replaceAll(/^_|_$/g, ""));
  const name = steps.filter((step) => step !== "").join("_");
  const path = isUrl(file.path) ? new URL(file.path).pathname : file.path;
  return name !== "" ? name : path.replace(/^.*[\\/]/, "").replace(/\.\w+$/, "");
}

function freeName(base: string, entries: JsonObject): string {
  let name = base;
  for (let n = 2; Object.hasOwn(entries, name); n++) name = `${base}_${n}`;
  return name;
}

/** @returns each component that is a reference and no more */
export function* aliases(
  components: unknown,
): Generator<{ ref: string; object: ObjectName; name: string }> {
  if (!isObject(components)) return;
  for (const [object, section] of Object.entries(componentSections) as [ObjectName, string][]) {
    const entries = components[section];
    if (!isObject(entries)) continue;
    for (const [name, entry] of Object.entries(entries)) {
      const ref = isObject(entry) && Object.keys(entry).length === 1 ? entry["$ref"] : undefined;
      if (typeof ref === "string") yield { ref, object, name };
    }
  }
}
