import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../../../test/project/folder.ts";
import { formatProblem } from "../problems/problem.ts";
import { readDocument } from "../read-document.ts";

const refer = (ref: string): string => openapi("", `  schemas:\n    A: { $ref: '${ref}' }`);
const pet = "type: object\nproperties: { name: { type: string } }\n";

/** @returns the errors of `api/openapi.yaml`, as a person reads them */
function errorsOf(
  ref: string,
  files: Readonly<Record<string, string>>,
  options: { refRoot?: string; link?: string } = {},
): string[] {
  const base = folder({ "api/openapi.yaml": refer(ref), ...files });
  if (options.link !== undefined) symlinkSync(options.link, join(base, "api/link.yaml"));
  const refRoot = options.refRoot === undefined ? undefined : join(base, options.refRoot);
  return readDocument(join(base, "api/openapi.yaml"), { refRoot }).problems.errors.map(
    formatProblem,
  );
}

it.each<[name: string, ref: string, files: Record<string, string>, root?: string]>([
  ["beside the document", "pet.yaml", { "api/pet.yaml": pet }],
  ["below it", "schemas/pet.yaml", { "api/schemas/pet.yaml": pet }],
  ["below the package around it", "../pet.yaml", { "pet.yaml": pet, "package.json": "{}" }],
  ["below the root that was named", "../pet.yaml", { "pet.yaml": pet }, "."],
  ["of names and objects", "all.yaml#/Pet", { "api/all.yaml": "Pet: { type: object }" }],
  ["that is a boolean schema", "any.json", { "api/any.json": "true" }],
])("reads a file %s", (_, ref, files, refRoot) => {
  expect(errorsOf(ref, files, refRoot === undefined ? {} : { refRoot })).toEqual([]);
});

it.each([
  ["above the document", "../pet.yaml", { "pet.yaml": pet }],
  ["by an absolute path", "/etc/passwd", {}],
  ["by a file URL", "file:///etc/passwd", {}],
  ["by an encoded path", "%2e%2e/pet.yaml", { "pet.yaml": pet }],
  ["that is a device", "/dev/zero", {}],
  ["that is a folder", "schemas", { "api/schemas/pet.yaml": pet }],
])("reads no file %s", (_, ref, files) => {
  const [error] = errorsOf(ref, files);
  expect(error).toMatch(/\[forbidden-ref\]/);
});

it("follows a link before it decides", () => {
  const files = { "pet.yaml": pet };
  expect(errorsOf("link.yaml", files, { link: "../pet.yaml" })[0]).toMatch(/outside of/);
});

it.each([
  [".env", "SECRET_KEY=hunter2\nOTHER: [\n"],
  [".env", "SECRET_KEY=hunter2\n"],
  ["id_rsa", "-----BEGIN KEY-----\nhunter2\n"],
  ["credentials.json", '{ "type": "service_account", "private_key": "hunter2", "client_id": "1" }'],
  ["list.yaml", "- hunter2\n"],
])("shows no line of %s", (name, text) => {
  const errors = errorsOf(name, { [`api/${name}`]: text });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/\[forbidden-ref\]/);
  expect(errors.join("\n")).not.toMatch(/hunter2|SECRET/);
});
