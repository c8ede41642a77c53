/** Families about what a schema says besides constraints. */
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

/** Whether a family is about what does not constrain values. */
export function isNote(family: string): boolean {
  return families.has(family);
}
