import { expect, it } from "vitest";
import { camelCase, isPlural, sameNoun, typeName, words } from "./words.ts";

it.each([
  ["listMailboxes", ["list", "Mailboxes"]],
  ["repos/list-for-org", ["repos", "list", "for", "org"]],
  ["HTTPServer2", ["HTTP", "Server2"]],
  ["get_IDs", ["get", "IDs"]],
  ["listAPIKeysByURL", ["list", "API", "Keys", "By", "URL"]],
  ["HTTPStatus", ["HTTP", "Status"]],
  ["éÉtat", ["é", "État"]],
  ["日本2-x", ["日本2", "x"]],
  ["+_$", []],
])("words(%j)", (name, wanted) => {
  expect(words(name)).toEqual(wanted);
});

it.each([
  ["list-for-org", "listForOrg"],
  ["execStream", "execStream"],
  ["", ""],
])("camelCase(%j)", (name, wanted) => {
  expect(camelCase(name)).toBe(wanted);
});

it.each([
  ["Mailbox", "Mailbox"],
  ["MailboxV2_beta", "MailboxV2_beta"],
  ["simple-user", "SimpleUser"],
  ["operations", "Operations"],
  ["3d-model", "_3DModel"],
  ["été", "Été"],
  ["+1", "_1"],
  ["-", "_2d"],
])("typeName(%j)", (name, wanted) => {
  expect(typeName(name)).toBe(wanted);
});

it.each([
  ["mailbox", "Mailboxes", true],
  ["key", "keys", true],
  ["policies", "policy", true],
  ["mailbox", "snapshot", false],
])("sameNoun(%j, %j)", (a, b, wanted) => {
  expect(sameNoun(a, b)).toBe(wanted);
});

it.each([
  ["mailboxes", true],
  ["Keys", true],
  ["health", false],
  ["status", false],
  ["address", false],
  ["analysis", false],
])("isPlural(%j)", (noun, wanted) => {
  expect(isPlural(noun)).toBe(wanted);
});
