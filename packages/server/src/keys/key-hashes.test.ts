import { expect, test } from "vitest";
import { hashKey } from "./api-keys.ts";
import { KeyHashes } from "./key-hashes.ts";

test("hashes a key once per connection", async () => {
  const hashes = new KeyHashes();
  const [one, other] = [{}, {}];
  const first = hashes.of("a", one);
  expect(first).toBeInstanceOf(Promise);
  expect(await first).toBe(await hashKey("a"));
  expect(hashes.of("a", one)).toBe(await hashKey("a"));
  expect(hashes.of("a", other)).toBeInstanceOf(Promise);
});

test("distinguishes the keys of one connection, however many there are", async () => {
  const hashes = new KeyHashes();
  const connection = {};
  for (let round = 0; round < 2; round++)
    for (let key = 0; key < 20; key++)
      expect(await hashes.of(`key ${key}`, connection)).toBe(await hashKey(`key ${key}`));
});

test("caches nothing without a connection", async () => {
  const hashes = new KeyHashes();
  for (let round = 0; round < 2; round++)
    expect(await hashes.of("a", undefined)).toBe(await hashKey("a"));
});
