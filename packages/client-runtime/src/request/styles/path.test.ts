import { expect, test } from "vitest";
import { serializePath } from "./serialize-path.ts";

test.each([
  ["/health", {}, "/health"],
  ["/sandboxes/{sandbox_id}/pause", { sandbox_id: "3c90c3cc" }, "/sandboxes/3c90c3cc/pause"],
  ["/a/{x}/b/{y}", { y: 2, x: 1 }, "/a/1/b/2"],
  ["/a/{x}/b/{y}", [1, "c/d"], "/a/1/b/c%2Fd"],
  ["/a/{x}", { x: "a/b?c#d e%2F" }, "/a/a%2Fb%3Fc%23d%20e%252F"],
  ["/a/{x}", { x: "é" }, "/a/%C3%A9"],
  ["/a/{x}", { x: "$&" }, "/a/%24%26"],
  ["/a/{x}", { x: "..." }, "/a/..."],
  ["/a/{x}", { x: "../.." }, "/a/..%2F.."],
  ["/a/{x}", { x: "%2e%2e" }, "/a/%252e%252e"],
])("%s with %j is %s", (template, values, wanted) => {
  const path = serializePath(template, values);
  expect(path).toBe(wanted);
  expect(new URL(path, "http://localhost").pathname).toBe(wanted);
});

test.each([
  [[], "The path parameter `x` must be valid text or a number."],
  [{}, "The path parameter `x` must be valid text or a number."],
  [{ x: undefined }, "The path parameter `x` must be valid text or a number."],
  [{ x: null }, "The path parameter `x` must be valid text or a number."],
  [{ x: ["a"] }, "The path parameter `x` must be valid text or a number."],
  [{ x: "" }, "The path parameter `x` is empty or dots."],
  [{ x: "." }, "The path parameter `x` is empty or dots."],
  [{ x: ".." }, "The path parameter `x` is empty or dots."],
  [{ x: "\uD83D" }, "The path parameter `x` must be valid text or a number."],
])("refuses %j", (values, message) => {
  expect(() => serializePath("/a/{x}", values)).toThrow(new TypeError(message));
});
