import { describe, expect, test } from "vitest";
import type { Call } from "../../call.ts";
import type { Reading } from "../../operation.ts";
import type { ApiPages } from "./api-pages.ts";
import { listPages } from "./list-pages.ts";

type Query = Readonly<Record<string, unknown>>;
type List = ApiPages<number[], number>;

/** Makes a list of an API with some items, and records the queries and the kind of each request. */
function makeList(
  query: Query | undefined,
  items: readonly number[],
  select: (query: Query) => readonly number[] = (asked) => {
    const start = Number(asked["offset"] ?? 0);
    const size = asked["limit"] === undefined ? items.length : Number(asked["limit"]);
    return items.slice(start, start + size);
  },
): { list: List; sent: string[] } {
  const sent: string[] = [];
  const send = async (call: Call, reading?: Reading) => {
    const asked: Query = call.query ?? {};
    sent.push(`${reading ? "iterate" : "call"} ${JSON.stringify(asked)}`);
    const data = select(asked);
    return { data: reading ? data.map((item) => [item]) : data, response: new Response() };
  };
  const list = listPages("offset", "limit")(send, query ? { query } : {}) as List;
  return { list, sent };
}

async function iterated<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

const five = [1, 2, 3, 4, 5];

describe("iteration", () => {
  test.each<[string, Query | undefined, readonly number[], number[], Query[]]>([
    ["without a query", undefined, five, five, [{}]],
    ["without a limit", { status: "a" }, five, five, [{ status: "a" }]],
    ["of an offset without a limit", { offset: 3 }, five, [4, 5], [{ offset: 3 }]],
    [
      "to a short last page",
      { status: "a", limit: 2 },
      five,
      five,
      [
        { status: "a", limit: 2 },
        { status: "a", limit: 2, offset: 2 },
        { status: "a", limit: 2, offset: 4 },
      ],
    ],
    [
      "to an empty last page",
      { limit: 2 },
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [{ limit: 2 }, { limit: 2, offset: 2 }, { limit: 2, offset: 4 }],
    ],
    [
      "from an offset",
      { limit: 2, offset: 1 },
      [1, 2, 3, 4],
      [2, 3, 4],
      [
        { limit: 2, offset: 1 },
        { limit: 2, offset: 3 },
      ],
    ],
    ["of a limit above the length", { limit: 9 }, five, five, [{ limit: 9 }]],
    ["of nothing", { limit: 2 }, [], [], [{ limit: 2 }]],
  ])("%s", async (_, query, items, wanted, queries) => {
    const { list, sent } = makeList(query, items);
    expect(await iterated(list)).toEqual(wanted);
    expect(sent).toEqual(queries.map((each) => `iterate ${JSON.stringify(each)}`));
  });

  test("ends where the API ignores the limit", async () => {
    const { list, sent } = makeList({ limit: 2 }, five, () => five);
    expect(await iterated(list)).toEqual(five);
    expect(sent).toHaveLength(1);
  });

  test("that is left early requests no further page", async () => {
    const { list, sent } = makeList({ limit: 2 }, five);
    for await (const item of list) if (item === 2) break;
    expect(sent).toEqual(['iterate {"limit":2}']);
  });
});

type Use = (list: List) => PromiseLike<unknown>;

test.each<[string, Query, Use, unknown, string[]]>([
  ["awaited", { limit: 2 }, (list) => list, [1, 2], ['call {"limit":2}']],
  [
    "awaited, then iterated",
    { limit: 3 },
    async (list) => (await list, await iterated(list)),
    five,
    ['call {"limit":3}', 'iterate {"limit":3,"offset":3}'],
  ],
  [
    "asked for its pages",
    { limit: 3 },
    async (list) => await iterated(list.pages()),
    [
      [1, 2, 3],
      [4, 5],
    ],
    ['call {"limit":3}', 'call {"limit":3,"offset":3}'],
  ],
  ["asked for its pages", {}, async (list) => await iterated(list.pages()), [five], ["call {}"]],
  [
    "asked for all",
    { limit: 3 },
    (list) => list.all(),
    five,
    ['call {"limit":3}', 'call {"limit":3,"offset":3}'],
  ],
  ["asked for all", {}, (list) => list.all(), five, ["call {}"]],
])("%s with %j", async (_, query, use, wanted, requests) => {
  const { list, sent } = makeList(query, five);
  expect(await use(list)).toEqual(wanted);
  expect(sent).toEqual(requests);
});

test("a failed page ends the iteration with its error", async () => {
  const failure = new Error("expected");
  const { list } = makeList({ limit: 2 }, five, (query) => {
    if (query["offset"] !== undefined) throw failure;
    return [1, 2];
  });
  const items: number[] = [];
  await expect(
    (async () => {
      for await (const item of list) items.push(item);
    })(),
  ).rejects.toBe(failure);
  expect(items).toEqual([1, 2]);
});

test("the promise of all items is not iterable", () => {
  expect(Symbol.asyncIterator in makeList({}, five).list.all()).toBe(false);
});
