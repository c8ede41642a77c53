import { expect, test } from "vitest";
import { operation } from "../../fixtures/operation.ts";
import { form } from "../../request/styles/form.ts";
import { segment } from "../../request/styles/path.ts";
import { prefixed } from "../../request/styles/prefixed.ts";
import { pipeDelimited } from "../../request/styles/delimited.ts";
import { serializers } from "./openapi-fetch.ts";

const { querySerializer, pathSerializer } = serializers({
  operations: [
    operation({
      parameters: [
        { name: "thing_id", in: "path", write: segment },
        { name: "part", in: "path", write: segment },
        { name: "tags", in: "query", write: form },
        { name: "ids", in: "query", write: pipeDelimited },
        { name: "labels", in: "query", write: prefixed("labels.") },
      ],
    }),
    operation({ parameters: [{ name: "labels", in: "query", write: prefixed("labels.") }] }),
    operation({ parameters: [{ name: "sort", in: "query", write: form }] }),
    operation({ parameters: [{ name: "sort", in: "query", write: pipeDelimited }] }),
  ],
});

test.each([
  [{}, ""],
  [{ tags: undefined }, ""],
  [{ tags: [] }, ""],
  [{ tags: ["a&b", "c d"] }, "tags=a%26b&tags=c%20d"],
  [{ tags: "a", ids: [1, 2] }, "tags=a&ids=1%7C2"],
  [{ sort: "a" }, "sort=a"],
  [{ labels: { "labels.env": "prod" } }, "labels.env=prod"],
])("writes the query %j: %s", (query, wanted) => {
  expect(querySerializer(query)).toBe(wanted);
});

test("writes path parameters", () => {
  const path = "https://api.example/things/{thing_id}/{part}";
  expect(pathSerializer(path, { part: "$&", thing_id: "a/b" })).toBe(
    "https://api.example/things/a%2Fb/%24%26",
  );
});

test.each([
  [() => querySerializer({ tag: "a" }), "The query parameter `tag` is unknown."],
  [() => querySerializer({ labels: { a: undefined } }), "The query parameter `labels`, at `a`,"],
  [() => querySerializer({ sort: ["a", "b"] }), "pass a `querySerializer`"],
  [() => pathSerializer("/{thing_id}", { thing_id: ".." }), "must not be empty"],
])("refuses what it cannot write", (write, message) => {
  expect(write).toThrow(message);
});
