import fc from "fast-check";
import { expect, test } from "vitest";
import { systemClock } from "../attempts/clock.ts";
import { createGuard } from "../attempts/guard.ts";
import { readText } from "./read-text.ts";

function streamOf(
  chunks: readonly Uint8Array[],
  cancel?: () => Promise<void>,
): ReadableStream<Uint8Array> {
  const rest = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
    ...(cancel && { cancel }),
  });
}

async function textsOf(
  body: ReadableStream<Uint8Array> | null,
  signal?: AbortSignal,
): Promise<string[]> {
  const texts: string[] = [];
  const { race } = createGuard(signal, systemClock);
  const response = new Response(body as BodyInit | null);
  for await (const text of readText({ response, race, onPiece() {} })) texts.push(text);
  return texts;
}

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

test.each<[string, Uint8Array[], string[]]>([
  ["nothing", [], []],
  ["pieces", [bytes(97), bytes(98, 99)], ["a", "bc"]],
  ["an empty piece", [bytes(97), bytes(), bytes(98)], ["a", "b"]],
  ["a character in two pieces", [bytes(0xc3), bytes(0xbc)], ["ü"]],
  ["a character that is cut", [bytes(97, 0xc3)], ["a", "\uFFFD"]],
  ["a mark at the start", [bytes(0xef), bytes(0xbb, 0xbf, 97)], ["a"]],
  ["a mark later on", [bytes(97), bytes(0xef, 0xbb, 0xbf)], ["a", "\uFEFF"]],
])("reads %s", async (_, chunks, wanted) => {
  expect(await textsOf(streamOf(chunks))).toEqual(wanted);
});

test("reads nothing where there is no body", async () => {
  expect(await textsOf(null)).toEqual([]);
});

test("gives what `text()` gives, however the bytes are divided", async () => {
  const property = fc.asyncProperty(
    fc.string({ unit: "binary" }),
    fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
    async (text, sizes) => {
      const all = new TextEncoder().encode(text);
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < all.length;) {
        const size = sizes.next().value;
        chunks.push(all.subarray(at, (at += size)));
      }
      expect((await textsOf(streamOf(chunks))).join("")).toBe(await new Response(all).text());
    },
  );
  await fc.assert(property);
});

test("ends the request when the reader stops, without waiting for a confirmation", async () => {
  let cancelled = 0;
  const cancel = (): Promise<void> => {
    cancelled++;
    return new Promise(() => {});
  };
  const { race } = createGuard(undefined, systemClock);
  const body = streamOf([bytes(97), bytes(98)], cancel);
  const response = new Response(body as BodyInit | null);
  for await (const text of readText({ response, race, onPiece() {} })) {
    expect(text).toBe("a");
    break;
  }
  expect(cancelled).toBe(1);
});

test("gives the failure of the connection as it is", async () => {
  const failure = new Error("reset");
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(failure);
    },
  });
  await expect(textsOf(body)).rejects.toBe(failure);
});

test.each([
  ["and nothing more comes", () => {}, true],
  [
    "and the body breaks",
    (controller: ReadableStreamDefaultController) => controller.error("no"),
    false,
  ],
])("rejects with the signal's reason at once when it is aborted %s", async (_, onPull, wanted) => {
  const controller = new AbortController();
  const reason = new Error("enough");
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(pulled) {
        controller.abort(reason);
        onPull(pulled);
        return new Promise(() => {});
      },
      cancel: () => void (isCancelled = true),
    },
    { highWaterMark: 0 },
  );
  await expect(textsOf(body, controller.signal)).rejects.toBe(reason);
  expect(isCancelled).toBe(wanted);
});
