import { describe, expect, test } from "vitest";
import { type ApiList, toApiList } from "./api-list.ts";

const response = new Response();

/** Makes a list of two numbers, and counts what is sent. */
function makeList(): { list: ApiList<number[]>; sent: string[] } {
  const sent: string[] = [];
  const list = toApiList((_, reading) => {
    sent.push(reading ? "iterate" : "call");
    return Promise.resolve({ data: reading ? [[1], [2]] : [1, 2], response });
  }, {}) as ApiList<number[]>;
  return { list, sent };
}

async function iterated(list: AsyncIterable<number>): Promise<number[]> {
  const elements: number[] = [];
  for await (const element of list) elements.push(element);
  return elements;
}

type Use = (list: ApiList<number[]>) => PromiseLike<unknown>;
const both = { data: [1, 2], response };

test.each<[string, Use, unknown, string[]]>([
  ["awaited", (list) => list, [1, 2], ["call"]],
  ["with its response", (list) => list.withResponse(), both, ["call"]],
  ["with catch()", (list) => list.catch(() => "not called"), [1, 2], ["call"]],
  ["with finally()", (list) => list.finally(() => {}), [1, 2], ["call"]],
  [
    "in Promise.all()",
    (list) => Promise.all([list, list]),
    [
      [1, 2],
      [1, 2],
    ],
    ["call"],
  ],
  ["iterated", iterated, [1, 2], ["iterate"]],
  ["awaited, then iterated", async (list) => (await list, iterated(list)), [1, 2], ["call"]],
  ["awaited twice", async (list) => (await list, await list), [1, 2], ["call"]],
  ["as a plain promise", (list) => list.all(), [1, 2], ["call"]],
  ["asked for both ways", async (list) => (await list, list.withResponse()), both, ["call"]],
])("sends one request when it is used %s", async (_, use, wanted, requests) => {
  const { list, sent } = makeList();
  expect(await use(list)).toEqual(wanted);
  expect(sent).toEqual(requests);
});

test("sends its request though nobody waits for it, as every method does", async () => {
  const { list, sent } = makeList();
  expect(list).toBeInstanceOf(Promise);
  await new Promise(setImmediate);
  expect(sent).toEqual(["call"]);
  expect(await iterated(list)).toEqual([1, 2]);
  expect(sent).toEqual(["call"]);
});

describe("once iterated, refuses to be", () => {
  test.each<[string, Use]>([
    ["iterated again", iterated],
    ["awaited", (list) => list],
    ["asked for both", async (list) => list.withResponse()],
  ])("%s", async (_, use) => {
    const { list, sent } = makeList();
    await iterated(list);
    await expect((async () => await use(list))()).rejects.toThrow(
      new TypeError("The list has been iterated: its data is gone."),
    );
    expect(sent).toEqual(["iterate"]);
  });
});

test("rejects like the call, in each way", async () => {
  const failure = new Error("expected");
  const failing = (): ApiList<number[]> =>
    toApiList(() => Promise.reject(failure), {}) as ApiList<number[]>;
  await expect(failing().finally(() => {})).rejects.toBe(failure);
  await expect(failing().withResponse()).rejects.toBe(failure);
  await expect(iterated(failing())).rejects.toBe(failure);
  expect(await failing().catch((error: unknown) => error)).toBe(failure);
});

test("the plain promise is not iterable, so nothing iterates it by mistake", () => {
  expect(Symbol.asyncIterator in makeList().list.all()).toBe(false);
});
