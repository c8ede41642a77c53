import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDouble } from "../create-double.ts";
import type { Double } from "../double.ts";
import { type StatefulResponder, stateful } from "./stateful.ts";

const { contract } = await loadContract(documents.library);

/** The properties of the bodies of this API. */
interface Body {
  readonly id: string;
  readonly title: string;
  readonly number: number;
  readonly books: readonly Body[];
  readonly error: { readonly message: string };
}

let respond: StatefulResponder;
let double: Double;
beforeEach(() => {
  respond = stateful(contract);
  double = createDouble({ contract, respond });
});

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Body }> {
  const response = await double.fetch(double.baseUrl + path, {
    method,
    headers: { authorization: "Bearer key", "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

describe("a collection", () => {
  test("stores a created item with a new id and the known fields", async () => {
    const first = await call("POST", "/books", { title: "Dune", pages: 412, printer: "x" });
    const second = await call("POST", "/books", { title: "Emma" });
    expect(first).toEqual({
      status: 201,
      body: { id: expect.any(String), title: "Dune", pages: 412 },
    });
    expect(second.body.id).not.toBe(first.body.id);
    expect(await call("GET", `/books/${first.body.id}`)).toEqual({ status: 200, body: first.body });
    const list = await call("GET", "/books");
    expect(list.body).toEqual({ books: [first.body, second.body], total: 2, has_more: false });
  });

  test("updates an item, removes a field with null, and deletes the item once", async () => {
    const { body: book } = await call("POST", "/books", { title: "Dune", genre: "sf" });
    expect(
      (await call("PATCH", `/books/${book.id}`, { title: "Dune 2", genre: null })).body,
    ).toEqual({ id: book.id, title: "Dune 2" });
    expect((await call("DELETE", `/books/${book.id}`)).status).toBe(204);
    expect((await call("DELETE", `/books/${book.id}`)).status).toBe(404);
    expect((await call("GET", `/books/${book.id}`)).body.error.message).toBe(
      `There is no /books/${book.id}.`,
    );
  });

  test("belongs to its parent item and is deleted with it", async () => {
    const { body: a } = await call("POST", "/books", { title: "A" });
    const { body: b } = await call("POST", "/books", { title: "B" });
    const { body: review } = await call("POST", `/books/${a.id}/reviews`, { text: "good" });
    const { body: other } = await call("POST", `/books/${a.id}/reviews`, { text: "bad" });
    expect(other.number).not.toBe(review.number);
    expect((await call("GET", `/books/${a.id}/reviews`)).body).toEqual([review, other]);
    expect((await call("GET", `/books/${b.id}/reviews`)).body).toEqual([]);
    await call("DELETE", `/books/${a.id}`);
    expect((await call("GET", `/books/${a.id}/reviews`)).status).toBe(404);
  });
});

describe("a list", () => {
  beforeEach(() => {
    const books = [
      { title: "A", genre: "sf", pages: 10, labels: { env: "prod" } },
      { title: "B", genre: "sf", pages: 20 },
      { title: "C", genre: "crime", pages: 10, labels: { env: "prod", team: "x" } },
      { title: "D" },
    ];
    respond = stateful(contract, { items: { "/books": books } });
    double = createDouble({ contract, respond });
  });

  test.each([
    ["", ["A", "B", "C", "D"]],
    ["?genre=sf", ["A", "B"]],
    ["?genre=sf&pages=10", ["A"]],
    ["?genre=none", []],
    ["?labels.env=prod", ["A", "C"]],
    ["?labels.env=prod&labels.team=x", ["C"]],
    ["?unknown=1", ["A", "B", "C", "D"]],
    ["?limit=2", ["A", "B"]],
    ["?limit=2&offset=1", ["B", "C"]],
    ["?limit=2&offset=4", []],
  ])("%s", async (query, titles) => {
    const { body } = await call("GET", `/books${query}`);
    expect(body.books.map(({ title }: { title: string }) => title)).toEqual(titles);
  });

  test("reports whether there are more items", async () => {
    expect((await call("GET", "/books?limit=3")).body).toMatchObject({ total: 4, has_more: true });
    expect((await call("GET", "/books?limit=4")).body).toMatchObject({ total: 4, has_more: false });
  });
});

describe("a request that violates the contract", () => {
  test.each([
    ["POST", "/books", {}, 400, "body.title is missing"],
    ["POST", "/books", { title: "" }, 400, "body.title"],
    ["POST", "/books", undefined, 400, "The request body is missing."],
    ["GET", "/books?limit=0", undefined, 400, "query.limit"],
    ["GET", "/books?limit=x", undefined, 400, "query.limit"],
  ])("%s %s %j", async (method, path, body, status, message) => {
    const response = await call(method, path, body);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toContain(message);
  });

  test("without a credential gets 401", async () => {
    const response = await double.fetch(`${double.baseUrl}/books`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { message: "The request needs a credential: key." },
    });
  });
});

test("restores a snapshot", async () => {
  await call("POST", "/books", { title: "A" });
  const before = respond.snapshot();
  await call("POST", "/books", { title: "B" });
  respond.restore(before);
  expect(respond.items("/books").map(({ title }) => title)).toEqual(["A"]);
  await call("POST", "/books", { title: "C" });
  respond.restore(before);
  expect(respond.items("/books")).toHaveLength(1);
});

test("lists the collections if an initial one does not exist", () => {
  expect(() => stateful(contract, { items: { "/boks": [] } })).toThrow("It has: /books");
});

describe("an id whose schema has an example", () => {
  const folder = mkdtempSync(join(tmpdir(), "stateful-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[name: string, id: object]>([
    [
      "a UUID",
      { type: "string", format: "uuid", examples: ["3c90c3cc-0d44-4b50-8888-8dd25736052a"] },
    ],
    [
      "the last UUID",
      { type: "string", format: "uuid", examples: ["3c90c3cc-0d44-4b50-8888-ffffffffffff"] },
    ],
    ["a text", { type: "string", examples: ["demo"] }],
    ["a number", { type: "integer", examples: [7] }],
  ])("is new for each item, and the other fields stay: %s", async (_, id) => {
    const pet = {
      type: "object",
      required: ["id", "name"],
      properties: { id, name: { type: "string", examples: ["Tom"] } },
    };
    const ok = (schema: object): object => ({
      200: { description: "OK", content: { "application/json": { schema } } },
    });
    const parameters = [{ name: "pet_id", in: "path", required: true, schema: { type: "string" } }];
    const paths = {
      "/pets": { get: { operationId: "listPets", responses: ok({ type: "array", items: pet }) } },
      "/pets/{pet_id}": { get: { operationId: "getPet", parameters, responses: ok(pet) } },
    };
    const file = join(folder, `${crypto.randomUUID()}.json`);
    const info = { title: "Pets", version: "1" };
    writeFileSync(file, JSON.stringify({ openapi: "3.1.0", info, paths }));
    const pets = await loadContract(file);
    const seeds = ["Ann", "Bob", "Cid"].map((name) => ({ name }));
    const items = stateful(pets.contract, { items: { "/pets": seeds } }).items("/pets");
    expect(items.map(({ name }) => name)).toEqual(["Ann", "Bob", "Cid"]);
    expect(new Set(items.map((item) => item["id"])).size).toBe(3);
  });
});
