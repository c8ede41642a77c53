import { beforeEach, expect, test } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDouble } from "../create-double.ts";
import type { Double } from "../double.ts";

const { contract } = await loadContract(documents.music);

let double: Double;
beforeEach(() => {
  double = createDouble({ contract });
});

type Body = Readonly<Record<string, unknown>>;

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Body; headers: Headers }> {
  const url = path.startsWith("https:") ? path : double.baseUrl + path;
  const response = await double.fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { status, headers } = response;
  const text = await response.text();
  return { status, headers, body: text === "" ? {} : (JSON.parse(text) as Body) };
}

const titles = (list: unknown): unknown[] =>
  (list as { title: string }[]).map((each) => each.title);

test("keeps an item inside an envelope, from a wrapped and from a bare request body", async () => {
  const created = await call("POST", "/albums", { album: { title: "Blue" } });
  expect(created).toMatchObject({ status: 201, body: { data: { title: "Blue" } } });
  const { id } = created.body["data"] as { id: string };
  expect((await call("GET", `/albums/${id}`)).body["data"]).toEqual({ id, title: "Blue" });
  await call("PATCH", `/albums/${id}`, { title: "Court and Spark" });
  expect((await call("GET", `/albums/${id}`)).body["data"]).toEqual({
    id,
    title: "Court and Spark",
  });
  expect((await call("DELETE", `/albums/${id}`)).status).toBe(204);
  expect((await call("GET", `/albums/${id}`)).status).toBe(404);
});

test("keeps an item under its own name", async () => {
  const created = await call("POST", "/artists", { title: "Joni" });
  const { id } = created.body["artist"] as { id: number };
  expect((await call("GET", `/artists/${id}`)).body).toEqual({ artist: { id, title: "Joni" } });
});

/** Follows a list to its end. @returns the titles of each page */
async function readPages(
  path: string,
  next: (answer: Awaited<ReturnType<typeof call>>) => string | undefined,
  items: (body: Body) => unknown,
): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  for (let url: string | undefined = path; url !== undefined && pages.length < 9;) {
    const answer = await call("GET", url);
    pages.push(titles(items(answer.body)));
    url = next(answer);
  }
  return pages;
}

const at = (body: Body, ...steps: string[]): unknown =>
  steps.reduce<unknown>((value, step) => (value as Body)[step], body);
const expected = [["A", "B"], ["C", "D"], ["E"]];

test.each([
  [
    "/albums",
    (body: Body) => body["data"],
    ({ body }: { body: Body }) => {
      const cursor = at(body, "meta", "next_cursor");
      return typeof cursor === "string" ? `/albums?after=${cursor}` : undefined;
    },
  ],
  [
    "/artists",
    (body: Body) => at(body, "result", "artists"),
    ({ body }: { body: Body }) => (typeof body["next"] === "string" ? body["next"] : undefined),
  ],
  [
    "/songs",
    (body: Body) => body,
    ({ headers }: { headers: Headers }) =>
      /^<(.*)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1],
  ],
  [
    "/tours",
    (body: Body) => body["tours"],
    ({ body }: { body: Body }) => {
      const last = (body["tours"] as { id: string }[]).at(-1);
      return body["is_incomplete"] === true ? `/tours?starting_after=${last!.id}` : undefined;
    },
  ],
  [
    "/venues",
    (body: Body) => body,
    ({ headers }: { headers: Headers }) => {
      const marker = headers.get("x-next-marker");
      return marker === null ? undefined : `/venues?marker=${marker}`;
    },
  ],
] as const)("pages %s as its document declares", async (path, items, next) => {
  for (const title of expected.flat()) {
    const body = path === "/albums" ? { album: { title } } : { title };
    await call("POST", path, body);
  }
  expect(await readPages(path, next, items)).toEqual(expected);
});

test("counts all items of a wrapped list", async () => {
  for (const title of ["A", "B", "C"]) await call("POST", "/albums", { album: { title } });
  expect((await call("GET", "/albums?limit=1")).body["meta"]).toMatchObject({ total: 3 });
});
