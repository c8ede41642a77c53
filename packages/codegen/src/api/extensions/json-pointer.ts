/** @returns the keys of a JSON Pointer (RFC 6901) */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** @returns whether a value is a JSON Pointer */
export function isPointer(value: unknown): value is string {
  return typeof value === "string" && /^(\/.*)?$/s.test(value);
}
