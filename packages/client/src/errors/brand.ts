/**
 * Names an error class and marks its instances, so that another copy of this package
 * recognises them.
 */
export function brand(errorClass: { readonly prototype: Error }, name: string): void {
  Object.defineProperties(errorClass.prototype, {
    name: { value: name },
    [symbolOf(name)]: { value: true },
  });
}

/** @returns whether the value is an instance of the error class of that name, or of a class made from it */
export function hasBrand(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && symbolOf(name) in value;
}

function symbolOf(name: string): symbol {
  return Symbol.for(`@sandboxes/client/${name}`);
}
