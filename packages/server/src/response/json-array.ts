import { createGiveWay } from "../next-turn.ts";

/** A short JSON array, in one piece. */
export class JsonArray {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Writes batches as one JSON array. It holds one batch at a time, and lets other requests run in between.
 *
 * @param batches each has at least one item
 * @returns the text in pieces, one for each batch
 */
export async function* jsonArray<Item>(
  batches: AsyncIterable<readonly Item[]>,
  show: (item: Item) => unknown,
): AsyncGenerator<string> {
  let separator = "[";
  const giveWay = createGiveWay();
  for await (const batch of batches) {
    yield separator + JSON.stringify(batch.map(show)).slice(1, -1);
    separator = ",";
    await giveWay();
  }
  yield separator === "[" ? "[]" : "]";
}
