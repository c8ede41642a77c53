import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { expect, test } from "vitest";
import { systemClock } from "../../attempts/clock.ts";
import { createGuard } from "../../attempts/guard.ts";
import { type EventsOptions, readEvents } from "./read-events.ts";
import { readText } from "../read-text.ts";

async function* pieces(texts: Iterable<string>): AsyncGenerator<string, void> {
  yield* texts;
}

async function eventsOf(texts: AsyncIterable<string>): Promise<string[]> {
  const events: string[] = [];
  const read = async (): Promise<void> => {
    for await (const batch of readEvents(texts, Infinity, { isText: true, end: "never" }))
      events.push(...(batch as string[]));
  };
  // None of them is the last one.
  await expect(read()).rejects.toThrow("The last event is missing.");
  return events;
}

// WHATWG HTML, section 9.2.6, its examples among them.
test.each<[string, string[]]>([
  ["data: a\n\n", ["a"]],
  ["data: a\r\n\r\n", ["a"]],
  ["data: a\r\r", ["a"]],
  ["data: a\r\ndata: b\rdata: c\n\r\n", ["a\nb\nc"]],
  ["data: YHOO\ndata: +2\ndata: 10\n\n", ["YHOO\n+2\n10"]],
  [
    ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event",
    ["first event", "second event"],
  ],
  ["data\n\ndata\ndata\n\ndata:", ["\n"]],
  ["data:\n\ndata: \n\ndata: a\n\ndata:\n\n", ["a"]],
  ["data:test\n\ndata: test\n\n", ["test", "test"]],
  ["event: add\ndata: 1\n\ndata: 2\n\n", ["1", "2"]],
  ["event: add\n\ndata: 1\n\n", ["1"]],
  ["id: 7\n\ndata: 1\n\n", ["1"]],
  ["id: 7\nid: a\0b\ndata: 1\n\n", ["1"]],
  ["retry: 10\ndata: 1\n\n", ["1"]],
  ["data: a:b: c\n\n", ["a:b: c"]],
  [":data: a\nDATA: a\n data: a\ndata : a\n\n", []],
  ["data: \u2028\u2029\u0085\v\f\n\n", ["\u2028\u2029\u0085\v\f"]],
  ["\n\n\ndata: a\n\n\n\n", ["a"]],
  ["data: a\n", []],
  ["", []],
])("reads %j, in one piece and in many", async (text, wanted) => {
  expect(await eventsOf(pieces([text]))).toEqual(wanted);
  expect(await eventsOf(pieces(text))).toEqual(wanted);
});

test.each(["data: a\n\n", "data: a\r\r", "data: a\r\n\r\n", "data: a\r\n\r"])(
  "gives the event of %j before more has arrived",
  async (text) => {
    async function* unending(): AsyncGenerator<string, void> {
      yield* text;
      throw new Error("read too far");
    }
    const first = await readEvents(unending(), Infinity, { isText: true }).next();
    expect(first.value).toEqual(["a"]);
  },
);

/**
 * Reads the same bytes with another parser, decoded and in one piece.
 *
 * @returns the data of the events, without events that have no data
 */
function wantedOf(bytes: Uint8Array): string[] {
  const events: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => data && events.push(data) });
  parser.feed(new TextDecoder().decode(bytes));
  return events;
}

test("finds what eventsource-parser finds, however the bytes are divided", async () => {
  const word = fc.constantFrom(
    "data",
    "event",
    "id",
    "retry",
    ":",
    " ",
    "a",
    "ü",
    "😀",
    "\0",
    "x:y",
  );
  const end = fc.constantFrom("\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n");
  const line = fc
    .tuple(fc.array(word, { maxLength: 3 }), fc.constantFrom("", ":", ": "), fc.array(word), end)
    .map(([name, colon, value, ending]) => name.join("") + colon + value.join("") + ending);
  const named = fc
    .tuple(fc.constantFrom("data", "event", "id"), fc.string(), end)
    .map(([name, value, ending]) => `${name}: ${value.replaceAll(/[\r\n]/g, "")}${ending}`);
  const texts = fc
    .tuple(fc.constantFrom("", "\uFEFF"), fc.array(fc.oneof(line, named)))
    .map(([mark, lines]) => mark + lines.join(""));
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });

  const property = fc.asyncProperty(texts, sizes, async (text, lengths) => {
    const bytes = new TextEncoder().encode(text);
    const chunks: Uint8Array[] = [];
    for (let at = 0, index = 0; at < bytes.length; index++) {
      const length = lengths[index % lengths.length] ?? 1;
      chunks.push(bytes.subarray(at, at + length));
      at += length;
    }
    const rest = chunks.values();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const { done, value } = rest.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    const { race } = createGuard(undefined, systemClock);
    const arrived = readText({ response: new Response(body), race, onPiece() {} });
    expect(await eventsOf(arrived)).toEqual(wantedOf(bytes));
  });
  await fc.assert(property, { numRuns: 2_000 });
});

test.each([
  ['{"finished":true,"exit_code":0}', "ends"],
  ['{"error":"gone"}', "ends"],
  ['{"finished":false}', "goes on"],
  ['{"stdout":""}', "goes on"],
  ["null", "goes on"],
])("after an event that says %s it %s", async (data, wanted) => {
  async function* unending(): AsyncGenerator<string, void> {
    yield `data: ${data}\n\n`;
    throw new Error("read too far");
  }
  const batches = readEvents(unending(), Infinity, { end: { finished: true }, error: ["error"] });
  expect((await batches.next()).value).toEqual([JSON.parse(data)]);
  const outcome = batches.next().then(
    ({ done }) => done && "ends",
    () => "goes on",
  );
  expect(await outcome).toBe(wanted);
});

test.each<[string, EventsOptions, string, unknown[]]>([
  ["a declared text", { end: "bye" }, "data: 1\n\ndata: bye\n\ndata: 2\n\n", [1]],
  ["[DONE], where nothing is declared", {}, "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n", [1]],
  ["the end of the body, where nothing is declared", {}, "data: 1\n\n", [1]],
])("ends at %s", async (_, options, text, wanted) => {
  const events: unknown[] = [];
  for await (const batch of readEvents(pieces([text]), Infinity, options)) events.push(...batch);
  expect(events).toEqual(wanted);
});

test("refuses an event that is larger than the limit", async () => {
  const chunks = ["data: ", ...Array.from({ length: 20 }, () => "x".repeat(100))];
  await expect(readEvents(pieces(chunks), 1000).next()).rejects.toThrow(RangeError);
  await expect(readEvents(pieces(chunks), 3000).next()).resolves.toMatchObject({ done: true });
});
