import type { JsonObject } from "../json-object.ts";
import type { Pointer } from "../pointer.ts";
import type { ProblemCode } from "../problems/problem-codes.ts";
import type { Problem } from "../problems/problem.ts";
import type { Place } from "../references/references.ts";
import type { SourceFile } from "./source-file.ts";

/** A place in a file: one that was noted, or a step from another one. */
type Step = Place | { file: SourceFile; from: Step; name: string };

/**
 * Finds the place of each object of a document in its files. Only objects that were moved are recorded,
 * and places are computed when the first problem needs one.
 */
export class Origins {
  /** The document, once it has been read. */
  root: JsonObject = {};
  readonly #entry: SourceFile;
  readonly #places = new Map<object, Place>();
  readonly #wrapped = new Map<object, object>();
  #steps: ReadonlyMap<object, Step> | undefined;

  constructor(entry: SourceFile) {
    this.#entry = entry;
  }

  /** Notes that a value does not stand where it is read from. */
  note(value: unknown, place: Place): void {
    if (typeof value === "object" && value !== null) this.#places.set(value, place);
  }

  /** Notes that an object was made of another one, and stands for it. */
  noteSame(made: JsonObject, of: JsonObject): JsonObject {
    const place = this.#places.get(of);
    if (place) this.#places.set(made, place);
    return made;
  }

  /** Notes that an object was put into a new one, which stands in its place. */
  noteWrapped(inner: JsonObject, outer: JsonObject): void {
    this.#wrapped.set(inner, outer);
  }

  /** @returns a problem placed at a field of an object of the document, or at the object itself */
  problem(
    code: ProblemCode,
    message: string,
    object: JsonObject,
    field?: string | readonly string[],
    at: "key" | "value" = "value",
  ): Problem {
    this.#steps ??= this.#index();
    const step = this.#steps.get(object) ?? { file: this.#entry, pointer: [] };
    const pointer = pointerOf(step);
    if (field === undefined) return step.file.problem(code, message, pointer, "key");
    return step.file.problem(code, message, [...pointer, ...[field].flat()], at);
  }

  #index(): ReadonlyMap<object, Step> {
    const steps = new Map<object, Step>();
    const visit = (value: unknown, given: Step): void => {
      if (typeof value !== "object" || value === null || steps.has(value)) return;
      const outer = this.#wrapped.get(value);
      const step = this.#places.get(value) ?? (outer && steps.get(outer)) ?? given;
      steps.set(value, step);
      for (const [name, child] of Object.entries(value))
        visit(child, { file: step.file, from: step, name });
    };
    visit(this.root, { file: this.#entry, pointer: [] });
    return steps;
  }
}

function pointerOf(step: Step): Pointer {
  return "pointer" in step ? step.pointer : [...pointerOf(step.from), step.name];
}
