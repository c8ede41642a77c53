/** @returns a value as a message shows it: JSON in backticks, shortened when it is long */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return `\`${text.length > 120 ? `${text.slice(0, 117)}…` : text}\``;
}

/** @returns values as a message lists them, at most five */
export function showAll(values: readonly unknown[]): string {
  const shown = values.slice(0, 5).map(show);
  return values.length > 5 ? `${shown.join(", ")} and ${values.length - 5} more` : shown.join(", ");
}
