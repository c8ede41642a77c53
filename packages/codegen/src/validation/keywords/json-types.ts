/** The test for each JSON type, with the value's name as `$`. */
export const typeTests: Readonly<Record<string, readonly [test: string, phrase: string]>> = {
  null: ["$ === null", "null"],
  boolean: ['typeof $ === "boolean"', "a boolean"],
  string: ['typeof $ === "string"', "a string"],
  number: ['typeof $ === "number"', "a number"],
  integer: ["isInteger($)", "an integer"],
  array: ["Array.isArray($)", "an array"],
  object: ["isObject($)", "an object"],
};

/** @returns the JSON types of the values */
export function kinds(values: readonly unknown[]): string[] {
  return [
    ...new Set(
      values.map((value) =>
        value === null ? "null" : Array.isArray(value) ? "array" : typeof value,
      ),
    ),
  ];
}
