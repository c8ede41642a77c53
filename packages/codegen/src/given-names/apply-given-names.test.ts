import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder } from "../../test/project/folder.ts";
import { readApi } from "../api/read-api.ts";
import type { Api } from "../api/api.ts";
import type { SpecConfig } from "../config/config.ts";
import { resolveTargets } from "../config/resolve-targets.ts";
import type { Problem } from "../document/problems/problem.ts";
import { readDocument } from "../document/read-document.ts";
import { generate } from "../generate.ts";
import { applyGivenNames } from "./apply-given-names.ts";

const fixtures = join(import.meta.dirname, "fixtures");

function read(
  base: string,
  entry: Partial<SpecConfig>,
): { api: Api; warnings: readonly Problem[] } {
  const [target] = resolveTargets(
    { specs: [{ spec: "openapi.yaml", out: "src", ...entry }] },
    base,
  );
  const document = readDocument(target!.spec, target);
  applyGivenNames(document, target!);
  return { api: readApi(document), warnings: document.problems.warnings };
}

const namesOf = ({ operations }: Api): string[] =>
  operations.map(({ resource, name }) => `${resource}.${name}`);

test("a realistic stainless.yml names methods and types, and says how lists are paged", () => {
  const { api, warnings } = read(fixtures, { stainless: "stainless.yml" });
  expect(namesOf(api)).toEqual([
    "accounts.list",
    "accounts.open",
    "accounts.retrieve",
    "accounts.cards.list",
    "accounts.accountStatements.list",
    "cards.lock",
    "root.ping",
  ]);
  expect(api.schemas.map(({ typeName }) => typeName)).toEqual(["Account", "PaymentCard", "Total"]);
  expect(api.operations.flatMap(({ pagination }) => pagination ?? [])).toEqual([
    {
      kind: "last",
      items: ["data"],
      parameter: "starting_after",
      last: ["id"],
      more: ["has_more"],
    },
    {
      kind: "cursor",
      items: ["result", "cards"],
      parameter: "page_token",
      next: ["result", "token"],
    },
    { kind: "page", items: [], parameter: "page" },
  ]);
  expect(warnings.map(({ message, line }) => `${line}: ${message}`)).toEqual([
    "1: Only resources and pagination are read. Left out: edition, organization, targets, client_settings, environments, settings.",
    "79: The pagination scheme `not_really` is not read: a client cannot follow the type `fake_page`.",
  ]);
});

test.each<[why: string, from: string, to: string, warning: RegExp]>([
  ["an unknown part", "\nsettings:", "\nsetings:", /`setings` is not read/],
  [
    "an unknown field of a resource",
    "subresources:",
    "subresource:",
    /Did you mean `subresources`/,
  ],
  [
    "an endpoint that the document does not have",
    "get /v1/status",
    "get /v1/stauts",
    /no operation `get \/v1\/stauts`\. Did you mean `get \/v1\/status`/,
  ],
  [
    "a model without a schema",
    "account: account_response",
    "account: acount_response",
    /Did you mean `account_response`/,
  ],
  [
    "an unknown field of a method",
    "skip_test_reason",
    "skip_tests_reason",
    /Did you mean `skip_test_reason`/,
  ],
  ["a method of another type", "type: http", "type: alias", /of type `alias`/],
  [
    "one endpoint in two places",
    "ping: get /v1/status",
    "ping: get /v1/accounts",
    /already the method `root\.ping`/,
  ],
  [
    "a scheme without a cursor",
    "purpose: next_cursor_param",
    "purpose: previous_cursor_param",
    /`by_token` is not read: it names no cursor/,
  ],
])("warns of %s, with its line", (_, from, to, warning) => {
  const base = folder({});
  cpSync(fixtures, base, { recursive: true });
  const path = join(base, "stainless.yml");
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  const { warnings } = read(base, { stainless: "stainless.yml" });
  const found = warnings.find(({ message }) => warning.test(message));
  expect(found).toMatchObject({ file: path, line: expect.any(Number) });
});

test("the configuration wins over the document, and that over a stainless.yml", () => {
  const { api } = read(fixtures, {
    stainless: "stainless.yml",
    names: { freezeCard: "cards.stop", "GET /v1/accounts": "customers.all" },
  });
  expect(namesOf(api)).toContain("cards.stop");
  expect(namesOf(api)).toContain("customers.all");
  expect(namesOf(api)).toContain("accounts.retrieve");
});

test("a name without an operation is an error, except of one that was left out", () => {
  expect(() => read(fixtures, { names: { listAccount: "a.b" } })).toThrow(
    "names: the document has no operation `listAccount`. Did you mean `listAccounts`?",
  );
  const { api } = read(fixtures, {
    names: { listAccounts: "a.b" },
    include: ["operation:getAccount"],
  });
  expect(namesOf(api)).toEqual(["accounts.get"]);
});

test.each([
  [["a.b"], "specs[0].names must be an object"],
  [{ listCards: "cards" }, 'specs[0].names["listCards"] must be a resource and a method'],
  [{ listCards: "cards.list-all" }, 'specs[0].names["listCards"] must be a resource and a method'],
])("refuses the names %j", (names, message) => {
  const entry = { spec: "openapi.yaml", out: "src", names } as unknown as SpecConfig;
  expect(() => resolveTargets({ specs: [entry] })).toThrow(message);
});

test("another name or another stainless.yml makes the generated files stale", async () => {
  const base = folder({});
  cpSync(fixtures, base, { recursive: true });
  const run = async (entry: Partial<SpecConfig>): Promise<number> => {
    const { written } = await generate(
      { specs: [{ spec: "openapi.yaml", out: "src", artifacts: ["types", "client"], ...entry }] },
      base,
    );
    return written.length;
  };
  expect(await run({})).toBe(2);
  expect(await run({})).toBe(0);
  expect(await run({ names: { listCards: "cards.all" } })).toBe(2);
  expect(await run({ stainless: "stainless.yml" })).toBe(2);
  const path = join(base, "stainless.yml");
  writeFileSync(path, readFileSync(path, "utf8").replace("retrieve:", "fetch:"));
  expect(await run({ stainless: "stainless.yml" })).toBe(2);
  expect(readFileSync(join(base, "src/client.gen.ts"), "utf8")).toContain('"accounts.fetch"');
});

test("a stainless.yml that is not there is an error with its path", () => {
  expect(() => read(fixtures, { stainless: "gone.yml" })).toThrow(/gone\.yml/);
});
