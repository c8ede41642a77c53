/** A path into a document, one segment per property name or array index. */
export type Pointer = readonly string[];

/**
 * Writes a path as a JSON Pointer.
 *
 * @returns the pointer, `""` for the root
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
export function formatPointer(pointer: Pointer): string {
  return pointer
    .map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

/** @returns a reference to a component of the document itself, as every reference is written after reading */
export function componentRef(section: string, name: string): string {
  return `#${formatPointer(["components", section, name])}`.replaceAll("%", "%25");
}

/**
 * Reads a JSON Pointer as it stands in the fragment of a `$ref`, percent-encoding included.
 *
 * @returns its segments, or `undefined` when the text is not a JSON Pointer
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-6
 */
export function parsePointer(fragment: string): Pointer | undefined {
  if (fragment === "") return [];
  if (!fragment.startsWith("/")) return undefined;
  try {
    return fragment
      .slice(1)
      .split("/")
      .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"));
  } catch {
    return undefined;
  }
}

/** @returns the value at the pointer; `undefined` if there is none */
export function valueAt(value: unknown, pointer: Pointer): unknown {
  let current = value;
  for (const segment of pointer) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, segment)) {
      return undefined;
    }
    current = (current as Record<string, unknown>)[segment];
  }
  return current;
}
