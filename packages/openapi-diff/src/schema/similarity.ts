/**
 * Measures the similarity of two names. Ignores case and word separators.
 *
 * @returns 1 for the same words, 0 for nothing in common
 */
export function similarity(one: string, other: string): number {
  const [a, b] = [words(one), words(other)];
  if (a.length === 0 || b.length === 0) return 0;
  if (a.join("") === b.join("")) return 1;
  const common = a.filter((word) => b.includes(word)).length;
  const byWords = (2 * common) / (a.length + b.length);
  const [x, y] = [a.join(""), b.join("")];
  const byLetters = 1 - distance(x, y) / Math.max(x.length, y.length);
  return Math.max(byWords, byLetters);
}

function words(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** Computes the Levenshtein distance. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of one.split("").entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const replaced = (row[j] ?? 0) + (other[j] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
