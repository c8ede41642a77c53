import type { ApiDocument } from "@sandboxes/codegen/in-memory";
import type { Place } from "./schema/finding.ts";

/** The parent of an object, and the key of the object there. */
type Step = readonly [holder: object | undefined, name: string];

/** Finds the JSON Pointer of each object of two documents. */
export class Pointers {
  readonly #documents: Record<"old" | "new", ApiDocument>;
  readonly #steps: Partial<Record<"old" | "new", Map<object, Step>>> = {};

  constructor(old: ApiDocument, now: ApiDocument) {
    this.#documents = { old, new: now };
  }

  /** Gives a merged schema the location of the first schema that it was merged from. */
  #madeOf(schema: object, side: "old" | "new"): Step | undefined {
    const parts = (schema as { allOf?: unknown }).allOf;
    const [first]: unknown[] = Array.isArray(parts) ? parts : [];
    return typeof first === "object" && first !== null ? this.#steps[side]?.get(first) : undefined;
  }

  /** Returns the segments of the pointer, or `undefined` for an object outside of both documents. */
  segments({ side, at, path }: Place): string[] | undefined {
    const steps = (this.#steps[side] ??= index(this.#documents[side].root));
    const found: string[] = [];
    for (let current: object | undefined = at; current;) {
      const step: Step | undefined = steps.get(current) ?? this.#madeOf(current, side);
      if (!step) return undefined;
      const [parent, name]: Step = step;
      if (parent) found.unshift(name);
      current = parent;
    }
    return [...found, ...path];
  }
}

/** Records the location of each object. Locations in the components take precedence. */
function index(root: object): Map<object, Step> {
  const steps = new Map<object, Step>();
  steps.set(root, [undefined, ""]);
  const waiting: object[] = [root];
  for (let holder = waiting.pop(); holder; holder = waiting.pop())
    for (const [name, value] of Object.entries(holder) as [string, unknown][]) {
      if (typeof value !== "object" || value === null || steps.has(value)) continue;
      steps.set(value, [holder, name]);
      waiting.push(value);
    }
  return steps;
}

/** @returns a JSON Pointer; RFC 6901 */
export function pointerText(segments: readonly string[]): string {
  return segments
    .map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
