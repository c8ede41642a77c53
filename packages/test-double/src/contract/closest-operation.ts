import type { OperationRow } from "./contract.ts";

/**
 * Finds the operation that is most similar to a request.
 *
 * @param path the path below the base URL
 * @returns the closest operation; `undefined` if the contract has none
 */
export function closestOperation(
  rows: readonly OperationRow[],
  method: string,
  path: string,
): OperationRow | undefined {
  const wanted = path.split("/");
  let best: OperationRow | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const distance = pathDistance(row.path.split("/"), wanted) + (row.method === method ? 0 : 0.5);
    if (distance >= least) continue;
    least = distance;
    best = row;
  }
  return best;
}

/** Computes the edit distance of two paths. The cost of a segment is the share of it that differs. */
function pathDistance(template: readonly string[], path: readonly string[]): number {
  return editDistance(template, path, (segment, text) => {
    if (segment.includes("{")) return text === "" ? 1 : 0.01;
    const length = Math.max(segment.length, text.length, 1);
    return (
      editDistance(Array.from(segment), Array.from(text), (a, b) => (a === b ? 0 : 1)) / length
    );
  });
}

/** Computes the Levenshtein distance between two lists. */
function editDistance(
  from: readonly string[],
  to: readonly string[],
  cost: (a: string, b: string) => number,
): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, item] of from.entries()) {
    const next = [index + 1];
    for (const [column, other] of to.entries()) {
      next.push(
        Math.min(row[column + 1]! + 1, next[column]! + 1, row[column]! + cost(item, other)),
      );
    }
    row = next;
  }
  return row[to.length]!;
}
