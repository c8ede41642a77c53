/** Families about the annotations of a schema. */
const families = new Set([
  "description-changed",
  "example-changed",
  "extension-changed",
  "property-deprecated",
  "property-reactivated",
  "default-added",
  "default-changed",
  "default-removed",
  "parameter-default-added",
  "parameter-default-changed",
  "parameter-default-removed",
  "xml-changed",
]);

/** Returns whether a family is about annotations. */
export function isNote(family: string): boolean {
  return families.has(family);
}
