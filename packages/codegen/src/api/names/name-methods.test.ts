import fc from "fast-check";
import { expect, it } from "vitest";
import { nameMethod } from "./name-methods.ts";
import { namePrefix } from "./name-prefix.ts";

type Row = [request: string, id: string | undefined, wanted: string];

function nameOf(request: string, id: string | undefined, given?: string): string {
  const [method = "", path = ""] = request.split(" ");
  const { resource, name } = nameMethod({
    id,
    path,
    method: method.toLowerCase(),
    given,
  });
  return `${resource}.${name}`;
}

it.each<Row>([
  // A verb and a noun.
  ["GET /mailboxes", "listMailboxes", "mailboxes.list"],
  ["GET /mailboxes/{mailbox_id}", "getMailbox", "mailboxes.get"],
  ["GET /mailboxes", "getMailboxes", "mailboxes.list"],
  ["GET /mailboxes/archived", "getMailboxes", "mailboxes.getMailboxes"],
  ["POST /mailboxes", "getMailboxes", "mailboxes.getMailboxes"],
  ["DELETE /mailboxes", "deleteMailboxes", "mailboxes.deleteMailboxes"],
  ["GET /mailboxes", "listMailbox", "mailboxes.list"],
  ["POST /mailboxes", "listMailbox", "mailboxes.listMailbox"],
  ["GET /albums/{id}", "get-an-album", "albums.get"],
  ["GET /v2/account/keys", "sshKeys_list", "sshKeys.list"],
  ["GET /apps/{id}/metadata", "addons_get_app_metadata", "addons.getAppMetadata"],
  ["GET /ssh/keys", "list_ssh_keys", "ssh.keys.list"],
  ["GET /sessions", "GetSessionList", "sessions.list"],
  ["GET /albums/{id}/tracks", "get-an-albums-tracks", "albums.tracks.list"],
  ["GET /mailboxes", "searchMailboxesByName", "mailboxes.searchByName"],
  ["GET /status", "getStatus", "status.get"],
  ["POST /pet", "addPet", "pet.add"],
  ["GET /bookings", "get-bookings", "bookings.list"],
  ["GET /people/{id}", "getPerson", "people.get"],
  ["GET /mailboxes", "mailboxes", "mailboxes.list"],
  ["GET /mailboxes/{id}", "mailbox", "mailboxes.get"],
  ["GET /mailbox-templates", "listMailboxTemplates", "mailboxTemplates.list"],
  // An operationId with separators.
  ["GET /orgs/{org}/repos", "repos/list-for-org", "repos.listForOrg"],
  ["GET /v1/pets", "pets.list", "pets.list"],
  ["GET /x", "compute.instances.list", "compute.instances.list"],
  ["GET /x", "v1/users/list", "users.list"],
  // An operationId of a framework, and some that name nothing.
  ["GET /items/{id}", "read_item_items__id__get", "items.read"],
  ["POST /v1/customers", "PostCustomers", "customers.create"],
  ["POST /v1/customers/{customer}", "PostCustomersCustomer", "customers.update"],
  [
    "GET /v1/customers/{customer}/bank_accounts/{id}",
    "GetCustomersCustomerBankAccountsId",
    "customers.bankAccounts.get",
  ],
  ["GET /pets/{id}", "getPetsById", "pets.get"],
  ["GET /mailboxes", "/", "mailboxes.list"],
  ["GET /mailboxes/{id}", "GET /mailboxes/{id}", "mailboxes.get"],
  // Inside of each other.
  ["GET /projects/{p}/tasks", "listTasks", "projects.tasks.list"],
  ["GET /projects/{p}/tasks", "listProjectTasks", "projects.tasks.list"],
  ["GET /projects/{p}/tasks", "listTasksForProject", "projects.tasks.list"],
  [
    "DELETE /projects/{p}/tasks/{t}/comments/{c}",
    "deleteComment",
    "projects.tasks.comments.delete",
  ],
  [
    "DELETE /projects/{p}/tasks/{t}/comments/{c}",
    "delete_project_task_comment",
    "projects.tasks.comments.delete",
  ],
  ["POST /projects/{p}/tasks/{t}/assign", "assignTask", "projects.tasks.assign"],
  // Verbs and single things at the end.
  ["POST /mailboxes/{mailbox_id}/pause", "pauseMailbox", "mailboxes.pause"],
  ["GET /pet/findByStatus", "findPetsByStatus", "pet.findByStatus"],
  ["GET /users/me", "getMe", "users.getMe"],
  ["GET /projects/{p}/profile", "getProjectProfile", "projects.getProfile"],
])("%s with the operationId %j is %s", (request, id, wanted) => {
  expect(nameOf(request, id)).toBe(wanted);
});

it.each<[request: string, wanted: string]>([
  ["GET /tasks", "tasks.list"],
  ["POST /tasks", "tasks.create"],
  ["DELETE /tasks", "tasks.deleteAll"],
  ["GET /tasks/{id}", "tasks.get"],
  ["PUT /tasks/{id}", "tasks.replace"],
  ["PATCH /tasks/{id}", "tasks.update"],
  ["DELETE /tasks/{id}", "tasks.delete"],
  ["HEAD /tasks/{id}", "tasks.head"],
  ["GET /projects/{p}/tasks", "projects.tasks.list"],
  ["DELETE /projects/{p}/tasks/{t}/comments/{c}", "projects.tasks.comments.delete"],
  // Verbs.
  ["POST /tasks/{id}/archive", "tasks.archive"],
  ["PUT /tasks/{id}/archive", "tasks.archive"],
  ["GET /tasks/search", "tasks.search"],
  ["GET /files/{id}/download", "files.download"],
  ["GET /files/download/{id}", "files.download"],
  ["GET /users/by-email/{email}", "users.byEmail"],
  ["POST /auth/login", "auth.login"],
  ["POST /auth/tokens/refresh", "auth.tokens.refresh"],
  // Actions after a colon.
  ["POST /jobs/{id}:cancel", "jobs.cancel"],
  ["POST /documents:batchGet", "documents.batchGet"],
  ["POST /v1/{name}:undelete", "root.undelete"],
  // Single things.
  ["GET /users/me", "users.getMe"],
  ["PATCH /users/me", "users.updateMe"],
  ["DELETE /users/me/avatar", "users.deleteMeAvatar"],
  ["GET /users/me/settings", "users.me.settings.list"],
  ["GET /projects/{p}/profile", "projects.getProfile"],
  ["PUT /projects/{p}/profile", "projects.updateProfile"],
  ["GET /health", "health.get"],
  ["GET /", "root.get"],
  ["GET /{index}", "root.get"],
  // Versions and prefixes.
  ["GET /v1/tasks", "tasks.list"],
  ["GET /api/v2.1/tasks", "tasks.list"],
  ["GET /rest/api/3/issue/{key}", "issue.get"],
  ["GET /2024-01/orders", "orders.list"],
  ["GET /admin/v1beta1/users/{id}", "admin.users.get"],
  ["GET /v1", "v1.get"],
  // Forms of segments.
  ["GET /SSHKeys/{id}", "sshKeys.get"],
  ["GET /APIKeys", "apiKeys.list"],
  ["GET /users/{id}/IDs", "users.ids.list"],
  ["GET /oauth2-clients", "oauth2Clients.list"],
  ["GET /Accounts/{Sid}/Calls/{Call}.json", "accounts.calls.get"],
  ["GET /Calls.json", "calls.list"],
  ["GET /users({id})/orders", "users.orders.list"],
  ["GET /tasks/", "tasks.list"],
  ["GET /people", "people.list"],
  ["GET /default/{id}", "default.get"],
  ["POST /classes/{class}/delete", "classes.delete"],
])("%s without an operationId is %s", (request, wanted) => {
  expect(nameOf(request, undefined)).toBe(wanted);
});

it.each([
  [true, "settings.list"],
  [false, "settings.get"],
  [undefined, "settings.list"],
])("asks the response whether a plural is a list: %j", (isList, wanted) => {
  const { resource, name } = nameMethod({
    id: undefined,
    path: "/settings",
    method: "get",
    given: undefined,
    isList,
  });
  expect(`${resource}.${name}`).toBe(wanted);
});

it.each([
  ["mailboxes.execStream", "mailboxes.execStream"],
  ["projects.tasks.getURL", "projects.tasks.getURL"],
  ["repos/list-tags", "repos.listTags"],
])("takes the given name %j as %s", (given, wanted) => {
  expect(nameOf("GET /mailboxes/{id}/exec/stream", "anything", given)).toBe(wanted);
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
      const name = (operation: string): string =>
        nameMethod({ id: operation, path: "/mailboxes", method: "post", given: undefined }).name;
      expect(name(one)).not.toBe(name(other));
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
