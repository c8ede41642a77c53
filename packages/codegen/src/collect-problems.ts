import { DocumentError } from "./document/problems/problem.ts";

/**
 * Runs `step` for every item, also after one fails because of its document.
 *
 * @throws {DocumentError} with the problems of all items, if there are any
 */
export async function collectProblems<Item, Result>(
  items: readonly Item[],
  step: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const errors: DocumentError[] = [];
  for (const item of items) {
    try {
      results.push(await step(item));
    } catch (error) {
      if (!DocumentError.isInstance(error)) throw error;
      errors.push(error);
    }
  }
  // Several artefacts may report one problem.
  if (errors.length > 0)
    throw new DocumentError([...new Set(errors.flatMap((error) => error.problems))]);
  return results;
}
