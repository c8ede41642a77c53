import { expect, it } from "vitest";
import { folder, openapi } from "../../../test/project/folder.ts";
import { readDocument } from "../../document/read-document.ts";
import { readApi } from "../read-api.ts";

const ok = 'responses: { "200": { description: ok } }';

function namesOf(paths: string): { names: string[]; warnings: string[] } {
  const base = folder({ "openapi.yaml": openapi(paths) });
  const document = readDocument(`${base}/openapi.yaml`);
  const { operations } = readApi(document);
  return {
    names: operations.map(({ resource, name }) => `${resource}.${name}`),
    warnings: document.problems.warnings.map(({ code, message }) => `${code}: ${message}`),
  };
}

it.each<[why: string, paths: string, names: string[], warning: RegExp]>([
  [
    "two methods of one name",
    `  /a/{id}:\n    get: { operationId: a/get, ${ok} }\n  /b:\n    get: { operationId: a.get, ${ok} }`,
    ["a.get", "a.get2"],
    /^duplicate-method-name: The client's method `a\.get` is already GET \/a\/\{id\}\. It becomes `a\.get2`/,
  ],
  [
    "two versions of an operation",
    `  /tasks:\n    get: { ${ok} }\n  /v2/tasks:\n    get: { ${ok} }`,
    ["tasks.list", "tasks.listV2"],
    /already GET \/tasks\. It becomes `tasks\.listV2`/,
  ],
  [
    "two ways to one thing",
    `  /a/{id}:\n    get: { ${ok} }\n  /a/{name}:\n    get: { ${ok} }`,
    ["a.get", "a.getByName"],
    /It becomes `a\.getByName`/,
  ],
  [
    "a list of all and a list of one",
    `  /a/metrics:\n    get: { ${ok} }\n  /a/{aID}/metrics:\n    get: { ${ok} }`,
    ["a.metrics.list", "a.metrics.listByAId"],
    /It becomes `a\.metrics\.listByAId`/,
  ],
  [
    "two methods of one path",
    `  /animal/search:\n    get: { ${ok} }\n    post: { ${ok} }`,
    ["animal.search", "animal.postSearch"],
    /It becomes `animal\.postSearch`/,
  ],
  [
    "a method and a resource",
    `  /projects/{id}/tasks:\n    post: { x-client-method: projects.tasks, ${ok} }\n    get: { operationId: listTasks, ${ok} }`,
    ["projects.tasks.list", "projects.tasks2"],
    /has a resource `projects\.tasks`.* `projects\.tasks2`/,
  ],
  [
    "a member of the client",
    `  /request/{id}:\n    get: { ${ok} }`,
    ["request2.get"],
    /cannot have a resource `request`.* `request2\.get`/,
  ],
  [
    "a property of every object",
    `  /constructor/{id}:\n    get: { ${ok} }\n  /x/{id}/toString/{n}:\n    get: { ${ok} }`,
    ["constructor2.get", "x.toString2.get"],
    /cannot have a resource `constructor`/,
  ],
  [
    "a thenable",
    `  /jobs/{id}/then:\n    post: { operationId: then, ${ok} }`,
    ["jobs.then2"],
    /would make a promise of `jobs`/,
  ],
])("renames %s, and warns", (_, paths, names, warning) => {
  const found = namesOf(paths);
  expect(found.names).toEqual(names);
  expect(found.warnings.join("\n")).toMatch(warning);
});

it("takes reserved words as they are, because a dot precedes them", () => {
  const found = namesOf(
    `  /delete/{id}:\n    get: { parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} }\n  /classes/{class}/new:\n    post: { ${ok} }`,
  );
  expect(found.names).toEqual(["delete.get", "classes.new"]);
});
