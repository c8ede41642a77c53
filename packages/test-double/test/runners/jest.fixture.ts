import { expect, jest, test } from "@jest/globals";
import { createDouble, stateless } from "@sandboxes/test-double";
import { type ContractMatchers, createMatchers } from "@sandboxes/test-double/matchers";
import { contract } from "./contract.ts";

declare module "expect" {
  // The parameters must be those of Jest.
  interface Matchers<R extends void | Promise<void>> extends ContractMatchers<unknown, R> {}
}

expect.extend(createMatchers(contract));

test("passes", async () => {
  const double = createDouble({ contract, respond: stateless(contract) });
  const response = await double.fetch(`${double.baseUrl}/pets/7`);
  await expect(response).toMatchContract("getPet", 200);
  expect(double).toHaveCalled("getPet", { path: { petId: expect.stringMatching("7") } });
  expect(double).not.toHaveCalled("getPet", { times: 2 });
});

test("follows the fake timers of Jest", async () => {
  jest.useFakeTimers();
  const double = createDouble({ contract, respond: stateless(contract) });
  double.fail({ latency: "1h" });
  const response = double.fetch(`${double.baseUrl}/pets/7`);
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect((await response).status).toBe(200);
  jest.useRealTimers();
});

test("fails with a difference", async () => {
  const double = createDouble({ contract, respond: stateless(contract) });
  await double.fetch(`${double.baseUrl}/pets/7`);
  expect(double).toHaveCalled("getPet", { path: { petId: "8" } });
});

test("fails with the place in the body", async () => {
  await expect({ name: 5 }).toMatchContract("getPet");
});
