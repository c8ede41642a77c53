import { expect, test } from "vitest";
import { hashKey } from "./api-keys.ts";
import { KeyHashes } from "./key-hashes.ts";

test("a key is hashed once for each connection", async () => {
  const hashes = new KeyHashes();
  const [one, other] = [{}, {}];
  const first = hashes.of("a", one);
  expect(first).toBeInstanceOf(Promise);
  expect(await first).toBe(await hashKey("a"));
  expect(hashes.of("a", one)).toBe(await hashKey("a"));
  expect(hashes.of("a", other)).toBeInstanceOf(Promise);
});

test("keys of one connection are told apart, however many they are", async () => {
  const hashes = new KeyHashes();
  const connection = {};
  for (let round = 0; round < 2; round++)
    for (let key = 0; key < 20; key++)
      expect(await hashes.of(`key ${key}`, connection)).toBe(await hashKey(`key ${key}`));
});

test("without a connection nothing is kept", async () => {
  const hashes = new KeyHashes();
  for (let round = 0; round < 2; round++)
    expect(await hashes.of("a", undefined)).toBe(await hashKey("a"));
});
