/** Formats a value for a message: JSON in backticks, shortened when it is long. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return `\`${text.length > 120 ? `${text.slice(0, 117)}…` : text}\``;
}

/** Formats a list of values for a message, at most five. */
export function showAll(values: readonly unknown[]): string {
  const shown = values.slice(0, 5).map(show);
  return values.length > 5 ? `${shown.join(", ")} and ${values.length - 5} more` : shown.join(", ");
}
