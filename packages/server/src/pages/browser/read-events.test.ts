import { expect, it } from "vitest";
import { readEvents } from "./read-events.ts";

/** Creates a body that arrives in these pieces of text or bytes. */
function bodyOf(pieces: readonly (string | number[])[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(
          typeof piece === "string" ? encoder.encode(piece) : new Uint8Array(piece),
        );
      controller.close();
    },
  });
}

it.each<[name: string, pieces: (string | number[])[], wanted: unknown[]]>([
  ["one event", ['data: {"a":1}\n\n'], [{ a: 1 }]],
  ["several in one piece", ["data: 1\n\ndata: 2\n\n"], [1, 2]],
  ["one in many pieces", ["da", "ta: ", "[1,", "2]", "\n", "\n"], [[1, 2]]],
  ["a character cut in two", [[...Buffer.from('data: "')], [0xc3], [0xa9], '"\n\n'], ["é"]],
  ["lines that end as on Windows", ["data: 1\r\n\r\ndata: 2\r\n\r\n"], [1, 2]],
  ["data of several lines", ["data: [1,\ndata: 2]\n\n"], [[1, 2]]],
  ["other fields and comments", [": hi\n\nevent: x\nid: 1\ndata:3\n\n"], [3]],
  ["an event that was cut off", ["data: 1\n\ndata: 2\n"], [1]],
  ["nothing", [], []],
])("reads %s", async (_, pieces, wanted) => {
  const events: unknown[] = [];
  for await (const event of readEvents(bodyOf(pieces))) events.push(event);
  expect(events).toEqual(wanted);
});

it("cancels the body when its reader returns", async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    cancel: () => void (isCancelled = true),
  });
  for await (const event of readEvents(body)) {
    expect(event).toBe(1);
    break;
  }
  expect(isCancelled).toBe(true);
});
