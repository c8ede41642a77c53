/**
 * Freezes a value and everything in it: objects, arrays and maps, but no instances of other classes. The
 * value may contain itself.
 */
export function freeze(value: unknown): void {
  const seen = new Set<object>();
  const rest = [value];
  while (rest.length > 0) {
    const item = rest.pop();
    if (typeof item !== "object" || item === null || seen.has(item)) continue;
    seen.add(item);
    if (item instanceof Map) {
      // The entries of a map are not its properties, so `Object.freeze` does not protect them.
      for (const method of ["set", "delete", "clear"]) Object.defineProperty(item, method, refusal);
      rest.push(...item.values());
    } else if (!isPlain(item)) continue;
    else for (const content of Object.values(item)) rest.push(content);
    Object.freeze(item);
  }
}

const refusal: PropertyDescriptor = {
  value: () => {
    throw new TypeError("Cannot change a map that is read-only");
  },
};

function isPlain(item: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(item);
  return Array.isArray(item) || prototype === Object.prototype || prototype === null;
}
