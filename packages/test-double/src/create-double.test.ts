import { expect, test } from "vitest";
import { documents, loadContract } from "../test/generate.ts";
import { ContractViolation } from "./contract-violation.ts";
import { createDouble } from "./create-double.ts";

const { contract } = await loadContract(documents.library);
const headers = { authorization: "Bearer key", "content-type": "application/json" };

test("records the parsed parts of each call", async () => {
  const double = createDouble({ contract });
  await double.fetch(`${double.baseUrl}/books?limit=5&labels.env=prod`, { headers });
  const body = JSON.stringify({ title: "Dune" });
  await double.fetch(`${double.baseUrl}/books`, { method: "POST", headers, body });
  expect(double.calls["listBooks"]).toHaveLength(1);
  expect(double.calls["listBooks"]![0]).toMatchObject({
    status: 200,
    method: "GET",
    query: { limit: 5, labels: { env: "prod" } },
  });
  expect(double.calls["createBook"]![0]).toMatchObject({ status: 201, body: { title: "Dune" } });
  expect(double.calls["getBook"]).toEqual([]);
  expect(double.allCalls().map(({ operation }) => operation)).toEqual(["listBooks", "createBook"]);
});

test("waits for a call", async () => {
  const double = createDouble({ contract });
  const second = double.waitForCall("listBooks", 2);
  await double.fetch(`${double.baseUrl}/books?limit=1`, { headers });
  await double.fetch(`${double.baseUrl}/books?limit=2`, { headers });
  expect((await second).query).toEqual({ limit: 2 });
});

test.each([
  ["GET", "/boks", "no operation GET /boks. The closest operation is GET /books (listBooks)."],
  ["PUT", "/books/1", "The closest operation is GET /books/{bookId} (getBook)."],
  ["GET", "/books/1/review/2", "(getReview)"],
])("%s %s is a violation that names the closest operation", async (method, path, message) => {
  const double = createDouble({ contract });
  const error = await double
    .fetch(double.baseUrl + path, { method, headers })
    .catch((reason: unknown) => reason);
  expect(ContractViolation.isInstance(error)).toBe(true);
  expect(String(error)).toContain(message);
  expect(() => double.verify()).toThrow(message);
});

test("a request to another host is a violation that lists the known hosts", async () => {
  const double = createDouble({ contract });
  await expect(double.fetch("https://other.example/v1/books")).rejects.toThrow(
    "The contract knows https://library.example/v1.",
  );
});

test("an unknown request gets 404 and is still a violation when `strict` is false", async () => {
  const double = createDouble({ contract, strict: false });
  expect((await double.fetch(`${double.baseUrl}/boks`)).status).toBe(404);
  expect(double.violations).toHaveLength(1);
});

test("a handler's response is used, and an invalid body points to the handler's line", async () => {
  const double = createDouble({ contract });
  const url = `${double.baseUrl}/books/3c90c3cc-0d44-4b50-8888-8dd25736052a`;
  double.handle("getBook", ({ path }) => ({ body: { id: path["bookId"], title: "Dune" } }));
  expect(await (await double.fetch(url, { headers })).json()).toMatchObject({ title: "Dune" });
  double.handle("getBook", () => ({ body: { title: 1 } }));
  const error = (await double.fetch(url, { headers }).catch((reason: unknown) => reason)) as Error;
  expect(error.message).toBe(
    "The response 200 of getBook has a body that breaks the contract: body.id is missing.",
  );
  expect(error.stack).toContain("create-double.test.ts");
});

test("responds with a function from Request to Response, which receives the whole request", async () => {
  const double = createDouble({
    contract,
    respond: async (request) => new Response(await request.text(), { status: 201 }),
  });
  const body = JSON.stringify({ title: "Dune" });
  const response = await double.fetch(`${double.baseUrl}/books`, { method: "POST", headers, body });
  expect(await response.text()).toBe(body);
  expect(double.calls["createBook"]![0]!.body).toEqual({ title: "Dune" });
});

test("rejects with the signal's reason", async () => {
  const double = createDouble({ contract });
  double.fail({ latency: "1h" });
  const controller = new AbortController();
  const response = double.fetch(`${double.baseUrl}/books`, { headers, signal: controller.signal });
  controller.abort(new Error("enough"));
  await expect(response).rejects.toThrow("enough");
});
