/**
 * @param reason `undefined` for what is not deprecated, `""` where nothing says why
 * @returns the tag of a doc comment, or `undefined`
 */
export function deprecatedTag(reason: string | undefined): string | undefined {
  return reason === undefined ? undefined : `@deprecated ${reason}`.trim();
}

/** @returns why a former name should not be used any more */
export function renamed(name: string): string {
  return `Renamed to \`${name}\`.`;
}
