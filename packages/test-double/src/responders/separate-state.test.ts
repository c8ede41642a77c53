import { describe, expect, it, test } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDouble } from "../create-double.ts";
import { perCredential } from "./per-credential.ts";
import type { Responder } from "./responder.ts";
import { stateful } from "./stateful.ts";

const { contract } = await loadContract(documents.library);

/** A caller of a double with a key of its own. */
function caller(fetch: typeof globalThis.fetch, baseUrl: string, key: string) {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return {
    create: async (title: string): Promise<string> => {
      const body = JSON.stringify({ title });
      const response = await fetch(`${baseUrl}/books`, { method: "POST", headers, body });
      return ((await response.json()) as { id: string }).id;
    },
    titles: async (): Promise<string[]> => {
      const { books } = (await (await fetch(`${baseUrl}/books`, { headers })).json()) as {
        books: { title: string }[];
      };
      return books.map(({ title }) => title);
    },
  };
}

function over(respond: Responder) {
  const double = createDouble({ contract, respond });
  return caller(double.fetch, double.baseUrl, "key");
}

describe("a fork", () => {
  it("has the state of its origin, and changes alone", async () => {
    const respond = stateful(contract);
    const origin = over(respond);
    await origin.create("a");
    const fork = respond.fork();
    const second = over(fork);
    await second.create("b");
    await origin.create("c");
    expect(await origin.titles()).toEqual(["a", "c"]);
    expect(await second.titles()).toEqual(["a", "b"]);
    expect(await over(fork.fork()).titles()).toEqual(["a", "b"]);
  });

  it("gives new items ids that its origin has not used", async () => {
    const respond = stateful(contract);
    const ids = [];
    for (const title of ["a", "b", "c"]) ids.push(await over(respond).create(title));
    for (let count = 0; count < 5; count++) ids.push(await over(respond.fork()).create("d"));
    const other = stateful(contract);
    other.restore(respond.snapshot());
    ids.push(await over(other).create("e"));
    const [firsts, later] = [new Set(ids.slice(0, 3)), ids.slice(3)];
    expect(firsts.size).toBe(3);
    expect(later.filter((id) => firsts.has(id))).toEqual([]);
  });
});

test("a fork does not read the operations again, so it takes no time", () => {
  let reads = 0;
  const document = {
    ...contract.document,
    get paths() {
      reads += 1;
      return contract.document["paths"];
    },
  };
  const respond = stateful({ ...contract, document });
  const before = reads;
  respond.restore(respond.fork().snapshot());
  expect(before).toBeGreaterThan(0);
  expect(reads).toBe(before);
});

test("on one port, each key has its own state", async () => {
  const respond = perCredential(contract, () => stateful(contract));
  const double = createDouble({ contract, respond });
  await using server = await double.listen();
  const callers = Array.from({ length: 20 }, (_, index) =>
    caller(globalThis.fetch, server.url, `key-${index}`),
  );
  await Promise.all(callers.map(async ({ create }, index) => await create(`title ${index}`)));
  for (const [index, { titles }] of callers.entries())
    expect(await titles()).toEqual([`title ${index}`]);
  expect(await caller(double.fetch, double.baseUrl, "key-3").titles()).toEqual(["title 3"]);
  // A request without a key has a responder too, which rejects it.
  expect((await fetch(`${server.url}/books`)).status).toBe(401);
});

test("a reproduction sends the same requests", async () => {
  const double = createDouble({ contract });
  const first = caller(double.fetch, double.baseUrl, "key");
  const id = await first.create('"A"\n');
  await using server = await double.listen();
  await caller(globalThis.fetch, server.url, "key").titles();
  double.fail("deleteBook", { status: 404 });
  await double.fetch(`${double.baseUrl}/books/${id}?a=%20b`, {
    method: "DELETE",
    headers: { authorization: "Bearer key" },
  });
  const program = double.reproduction();
  expect(program.match(/\/\/ \d{3}$/gm)).toEqual(["// 201", "// 200", "// 404"]);

  const copy = createDouble({ contract });
  const body = program.replaceAll(/^import .*$|^const .*$/gm, "");
  // oxlint-disable-next-line no-implied-eval -- the program is the result that is tested
  const run = new Function("double", `return (async () => {${body}})()`) as (
    double: unknown,
  ) => Promise<void>;
  await run(copy);
  const sent = ({ method, url, body: given }: (typeof all)[number]): unknown => [
    method,
    url.replace(server.url, double.baseUrl),
    given,
  ];
  const all = double.allCalls();
  expect(copy.allCalls().map(sent)).toEqual(all.map(sent));
});
