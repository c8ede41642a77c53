import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDouble } from "../create-double.ts";
import { createHandlers } from "./msw.ts";

const { contract } = await loadContract(documents.library);
const double = createDouble({ contract });
const server = setupServer(...createHandlers(double));
beforeAll(() => server.listen());
afterAll(() => server.close());

test("passes requests for the API to the double", async () => {
  const headers = { authorization: "Bearer key", "content-type": "application/json" };
  const body = JSON.stringify({ title: "Dune" });
  await fetch("https://library.example/v1/books", { method: "POST", headers, body });
  const response = await fetch("https://library.example/v1/books", { headers });
  expect(await response.json()).toMatchObject({ books: [{ title: "Dune" }] });
  expect(double.calls["listBooks"]).toHaveLength(1);
});
