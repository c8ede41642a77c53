import { describe, expect, test } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDouble } from "../create-double.ts";
import { type ContractMatchers, createAssertions, createMatchers } from "./create-matchers.ts";

declare module "vitest" {
  // The parameters must be those of Vitest.
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ContractMatchers<
    unknown,
    R
  > {}
}

const { contract } = await loadContract(documents.library);
expect.extend(createMatchers(contract));
const assertions = createAssertions(contract);

const headers = { authorization: "Bearer key", "content-type": "application/json" };
const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

async function doubleWithCalls() {
  const double = createDouble({ contract });
  const send = async (path: string, body?: unknown): Promise<Response> =>
    await double.fetch(double.baseUrl + path, {
      headers,
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
  await send("/books?genre=sf&labels.env=prod");
  await send("/books?genre=crime");
  await send("/books", { title: "Dune", labels: { team: "a" } });
  return { double, send };
}

/** The message of a failing assertion, without the styles that Vitest adds. */
function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("The assertion passed.");
}

describe("toHaveCalled", () => {
  test.each([
    ["any call", "listBooks", undefined],
    ["a part of the query", "listBooks", { query: { genre: "crime" } }],
    ["a name without its prefix", "listBooks", { query: { labels: { env: "prod" } } }],
    ["a part of the body and the status", "createBook", { body: { title: "Dune" }, status: 201 }],
    ["a matcher", "createBook", { body: { title: expect.stringMatching(/^Du/) } }],
    ["the number of calls", "listBooks", { times: 2 }],
    ["the number of calls that match", "listBooks", { query: { genre: "sf" }, times: 1 }],
    ["no call", "getBook", { times: 0 }],
  ])("passes for %s", async (_, operation, expected) => {
    const { double } = await doubleWithCalls();
    expect(double).toHaveCalled(operation, expected);
    assertions.called(double, operation, expected);
    expect(() => expect(double).not.toHaveCalled(operation, expected)).toThrow(
      "against the expectation",
    );
  });

  test.each([
    [
      "getBook",
      undefined,
      "getBook was not called. Called were: listBooks 2 times, createBook once.",
    ],
    [
      "createBook",
      { body: { title: "Emma", labels: { team: "b" } } },
      `createBook was not called like this. The call differs in:
  body.title: expected "Emma", received "Dune"
  body.labels.team: expected "b", received "a"`,
    ],
    [
      "listBooks",
      { query: { genre: "crime", limit: 5 } },
      `listBooks was not called like this. The closest of 2 calls is number 2. It differs in:
  query.limit: expected 5, received nothing`,
    ],
    ["listBooks", { times: 3 }, "listBooks was not called like this 3 times, but 2 times."],
    [
      "createBook",
      { body: { title: expect.any(Number) } },
      `createBook was not called like this. The call differs in:
  body.title: expected Any<Number>, received "Dune"`,
    ],
    ["getBooks", undefined, 'The contract has no operation "getBooks". It has: listBooks,'],
  ])("%s %j fails and shows the difference", async (operation, expected, message) => {
    const { double } = await doubleWithCalls();
    expect(messageOf(() => expect(double).toHaveCalled(operation, expected))).toContain(message);
    expect(messageOf(() => assertions.called(double, operation, expected))).toContain(message);
  });

  test("fails for a value that is no double", () => {
    expect(() => expect({}).toHaveCalled("listBooks")).toThrow("needs a test double");
  });
});

describe("toMatchContract", () => {
  test("passes for a response, which stays readable, and for a body", async () => {
    const { send } = await doubleWithCalls();
    const response = await send("/books");
    await expect(response).toMatchContract("listBooks", 200);
    await expect(response).toMatchContract("listBooks");
    expect(await response.json()).toMatchObject({ total: 1 });
    await expect({ id, title: "Dune" }).toMatchContract("getBook", 200);
    await expect({ title: "Dune" }).not.toMatchContract("getBook", 200);
    await assertions.matchesContract({ id, title: "Dune" }, "getBook");
    await expect(new Response(null, { status: 204 })).toMatchContract("deleteBook", 204);
  });

  test.each([
    [
      "a body",
      Response.json({ id, title: 7 }),
      200,
      `The response 200 of getBook breaks the contract:
  body.title: must be a string, received 7`,
    ],
    [
      "a status",
      Response.json({ error: { code: "x", message: "gone" } }, { status: 404 }),
      200,
      `status: expected 200, received 404 with {"error":{"code":"x","message":"gone"}}`,
    ],
    [
      "a status that is not documented",
      new Response(null, { status: 418 }),
      undefined,
      "status: 418 is not documented; documented are 200, 404, 429, 503",
    ],
    [
      "a content type",
      new Response("<html>", { headers: { "content-type": "text/html" } }),
      200,
      "content-type: expected application/json, received text/html",
    ],
  ])("fails for %s and shows the difference", async (_, response, status, message) => {
    await expect(expect(response).toMatchContract("getBook", status)).rejects.toThrow(message);
    await expect(assertions.matchesContract(response, "getBook", status)).rejects.toMatchObject({
      code: "ERR_ASSERTION",
      message: expect.stringContaining(message) as string,
    });
  });
});
