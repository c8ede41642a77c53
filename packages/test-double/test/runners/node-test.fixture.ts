import { test } from "node:test";
import { createDouble, stateless } from "@sandboxes/test-double";
import { createAssertions } from "@sandboxes/test-double/matchers";
import { contract } from "./contract.ts";

const { called, matchesContract } = createAssertions(contract);

void test("passes", async () => {
  const double = createDouble({ contract, respond: stateless(contract) });
  await matchesContract(await double.fetch(`${double.baseUrl}/pets/7`), "getPet", 200);
  called(double, "getPet", { path: { petId: "7" } });
});

void test("fails with a difference", async () => {
  const double = createDouble({ contract, respond: stateless(contract) });
  await double.fetch(`${double.baseUrl}/pets/7`);
  called(double, "getPet", { path: { petId: "8" } });
});

void test("fails with the place in the body", async () => {
  await matchesContract({ name: 5 }, "getPet");
});
