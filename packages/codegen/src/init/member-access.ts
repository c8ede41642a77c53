/** @returns the expression that reads a property through the given names */
export function memberAccess(object: string, names: readonly string[]): string {
  return names.reduce(
    (text, name) =>
      /^[A-Za-z_$][\w$]*$/.test(name) ? `${text}.${name}` : `${text}[${JSON.stringify(name)}]`,
    object,
  );
}
