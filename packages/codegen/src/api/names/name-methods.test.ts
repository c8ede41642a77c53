import fc from "fast-check";
import { expect, it } from "vitest";
import { nameMethod } from "./name-methods.ts";
import { namePrefix } from "./name-prefix.ts";

it.each<[id: string, path: string, given: string | undefined, wanted: string]>([
  ["listMailboxes", "/mailboxes", undefined, "mailboxes.list"],
  ["getMailbox", "/mailboxes/{mailbox_id}", undefined, "mailboxes.get"],
  ["getMailboxes", "/mailboxes", undefined, "mailboxes.getMailboxes"],
  ["deleteMailboxes", "/mailboxes", undefined, "mailboxes.deleteMailboxes"],
  ["listMailbox", "/mailboxes", undefined, "mailboxes.listMailbox"],
  ["searchMailboxesByName", "/mailboxes", undefined, "mailboxes.searchByName"],
  ["pauseMailbox", "/mailboxes/{mailbox_id}/pause", undefined, "mailboxes.pause"],
  ["getHealth", "/health", undefined, "health.get"],
  ["getStatus", "/status", undefined, "status.get"],
  ["findPetsByStatus", "/pet/findByStatus", undefined, "pet.findByStatus"],
  ["addPet", "/pet", undefined, "pet.add"],
  ["get-bookings", "/bookings", undefined, "bookings.getBookings"],
  ["get-booking", "/bookings/{id}", undefined, "bookings.get"],
  ["repos/list-for-org", "/orgs/{org}/repos", undefined, "repos.listForOrg"],
  ["pets.list", "/v1/pets", undefined, "pets.list"],
  ["listPets", "/api/v1/pets", undefined, "pets.list"],
  ["status", "/v1", undefined, "v1.status"],
  ["listMailboxTemplates", "/mailbox-templates", undefined, "mailboxTemplates.list"],
  ["search", "/{index}", undefined, "root.search"],
  ["mailboxes", "/mailboxes", undefined, "mailboxes.list"],
  ["mailbox", "/mailboxes/{id}", undefined, "mailboxes.get"],
  [
    "execMailboxStream",
    "/mailboxes/{id}/exec/stream",
    "mailboxes.execStream",
    "mailboxes.execStream",
  ],
  ["/", "/mailboxes", undefined, "mailboxes.get"],
])("%s %s is called %s", (id, path, given, wanted) => {
  const { resource, name } = nameMethod({ id, path, method: "get", given });
  expect(`${resource}.${name}`).toBe(wanted);
});

it("gives the operations of a resource names of their own", () => {
  const verb = fc.constantFrom(
    "get",
    "list",
    "create",
    "update",
    "delete",
    "find",
    "search",
    "archive",
  );
  const noun = fc.constantFrom(
    "mailbox",
    "mailboxes",
    "mailboxLog",
    "log",
    "logs",
    "mailboxesLog",
    "",
  );
  const rest = fc.constantFrom("", "ById", "Stream", "InBulk");
  const id = fc
    .tuple(verb, noun, rest)
    .map(
      ([first, second, third]) => first + second.charAt(0).toUpperCase() + second.slice(1) + third,
    );
  fc.assert(
    fc.property(id, id, (one, other) => {
      fc.pre(one !== other);
      // What is left of one may be the whole of another: nobody has both `list` and `listMailboxes` of one resource.
      fc.pre(/mailbox/i.test(one) && /mailbox/i.test(other));
      const nameOf = (operation: string): string =>
        nameMethod({ id: operation, path: "/mailboxes", method: "post", given: undefined }).name;
      expect(nameOf(one)).not.toBe(nameOf(other));
    }),
  );
});

it.each([
  ["^metadata\\.", "metadata."],
  ["^x-", "x-"],
  ["^x-.*$", "x-"],
  ["^(a|b)", undefined],
  ["^[a-z]+$", undefined],
  ["metadata", undefined],
  ["^a\\d", undefined],
  ["^exact$", undefined],
])("namePrefix(%j)", (pattern, wanted) => {
  expect(namePrefix(pattern)).toBe(wanted);
});
