import { jsonText } from "./json-text.ts";

/** A JSON array that has been written. */
export class JsonArray {
  readonly text: string;

  constructor(items: readonly object[]) {
    this.text = `[${items.map(jsonText).join(",")}]`;
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
  show: (item: Item) => object,
): AsyncGenerator<string> {
  let separator = "[";
  for await (const batch of batches) {
    yield separator + batch.map((item) => jsonText(show(item))).join(",");
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}
