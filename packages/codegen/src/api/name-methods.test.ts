import fc from "fast-check";
import { expect, it } from "vitest";
import { nameMethod } from "./name-methods.ts";
import { namePrefix } from "./name-prefix.ts";

it.each<[id: string, path: string, given: string | undefined, wanted: string]>([
  ["listSandboxes", "/sandboxes", undefined, "sandboxes.list"],
  ["getSandbox", "/sandboxes/{sandbox_id}", undefined, "sandboxes.get"],
  ["getSandboxes", "/sandboxes", undefined, "sandboxes.getSandboxes"],
  ["deleteSandboxes", "/sandboxes", undefined, "sandboxes.deleteSandboxes"],
  ["listSandbox", "/sandboxes", undefined, "sandboxes.listSandbox"],
  ["searchSandboxesByName", "/sandboxes", undefined, "sandboxes.searchByName"],
  ["pauseSandbox", "/sandboxes/{sandbox_id}/pause", undefined, "sandboxes.pause"],
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
  ["listSandboxTemplates", "/sandbox-templates", undefined, "sandboxTemplates.list"],
  ["search", "/{index}", undefined, "root.search"],
  ["sandboxes", "/sandboxes", undefined, "sandboxes.list"],
  ["sandbox", "/sandboxes/{id}", undefined, "sandboxes.get"],
  [
    "execSandboxStream",
    "/sandboxes/{id}/exec/stream",
    "sandboxes.execStream",
    "sandboxes.execStream",
  ],
  ["/", "/sandboxes", undefined, "sandboxes.get"],
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
    "sandbox",
    "sandboxes",
    "sandboxLog",
    "log",
    "logs",
    "sandboxesLog",
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
      // What is left of one may be the whole of another: nobody has both `list` and `listSandboxes` of one resource.
      fc.pre(/sandbox/i.test(one) && /sandbox/i.test(other));
      const nameOf = (operation: string): string =>
        nameMethod({ id: operation, path: "/sandboxes", method: "post", given: undefined }).name;
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
