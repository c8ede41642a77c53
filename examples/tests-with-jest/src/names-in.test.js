const { NotFoundError, createClient } = require("@sandboxes/client");
const { createTestApi } = require("@sandboxes/test-utils");
const { namesIn } = require("./names-in.js");

test("returns the names of an environment", async () => {
  const api = await createTestApi({
    sandboxes: [
      { name: "one", metadata: { env: "prod" } },
      { name: "two", metadata: { env: "test" } },
    ],
  });
  expect(await namesIn(createClient(api), "prod")).toEqual(["one"]);
});

test("recognizes the errors of the client", async () => {
  const client = createClient(await createTestApi());
  const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
  await expect(client.sandboxes.get(id)).rejects.toBeInstanceOf(NotFoundError);
});
