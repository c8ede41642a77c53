/** A short JSON array, in one piece. */
export class JsonArray {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Writes batches as one JSON array, without ever holding more than a batch.
 *
 * @param batches each of one item or more
 * @returns the text in pieces, one a batch
 */
export async function* jsonArray<Item>(
  batches: AsyncIterable<readonly Item[]>,
  show: (item: Item) => unknown,
): AsyncGenerator<string> {
  let separator = "[";
  for await (const batch of batches) {
    yield separator + JSON.stringify(batch.map(show)).slice(1, -1);
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}
