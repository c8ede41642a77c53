/** @returns whether code reads a variable */
export function isRead(name: string, code: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(code);
}
