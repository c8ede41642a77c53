import { endCircles, refsOf } from "./component-references.ts";
import type { JsonObject } from "../json-object.ts";

/** Follows the references of a document that has been read, and stands in for what could not be. */
export class Resolver {
  readonly #broken = new WeakSet<JsonObject>();
  #refs: ReadonlyMap<string, JsonObject> = new Map();

  /**
   * Takes the components that references lead to.
   *
   * @param onCircle is called with each circle of references, once, and a component on it
   */
  take(components: JsonObject, onCircle: (message: string, component: JsonObject) => void): void {
    this.#refs = refsOf(components);
    endCircles(this.#refs, onCircle);
  }

  /** @returns an empty object that stands for one that could not be read */
  stub(): JsonObject {
    const stub = {};
    this.#broken.add(stub);
    return stub;
  }

  isBroken(object: JsonObject): boolean {
    return this.#broken.has(object);
  }

  /** @returns the object at the end of a chain of references */
  resolve(object: JsonObject): JsonObject {
    let current = object;
    while (typeof current["$ref"] === "string")
      current = this.#refs.get(current["$ref"]) ?? this.stub();
    return current;
  }
}
