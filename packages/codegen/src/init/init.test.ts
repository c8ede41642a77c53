import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { folder, openapi } from "../../test/project/folder.ts";
import { check } from "../drift/check.ts";
import { loadConfig } from "../config/load-config.ts";
import { init } from "./init.ts";
import { writePackage } from "./write-package.ts";

const ok = 'responses: { "200": { description: ok } }';
const pets = openapi(
  `  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: string } } } } } }`,
  "  securitySchemes:\n    token: { type: http, scheme: bearer }\n    login: { type: http, scheme: basic }",
);

test("creates a package that its own configuration says is up to date", async () => {
  const base = folder({ "openapi.yaml": pets });
  const { name, files } = await init({
    spec: join(base, "openapi.yaml"),
    out: join(base, "deep/down"),
    name: "@acme/pets",
  });
  const place = join(base, "deep/down");
  expect(name).toBe("@acme/pets");
  expect(listed(place)).toEqual(files);
  expect(files).toContain("src/client.gen.ts");
  expect(readdirSync(join(base, "deep"))).toEqual(["down"]);
  const config = await loadConfig(join(place, "codegen.config.ts"));
  expect(await check(config, place)).toEqual([]);
  expect(config.specs[0]?.artifacts).toContainEqual({
    name: "client",
    environment: { baseUrl: "PETS_BASE_URL", credentials: { token: "PETS_TOKEN" } },
  });
  const manifest = JSON.parse(readFileSync(join(place, "package.json"), "utf8")) as object;
  expect(manifest).toMatchObject({ name: "@acme/pets", scripts: { test: "vitest run" } });
  const texts = files.map((file) => readFileSync(join(place, file), "utf8"));
  expect(texts.filter((text) => /\{\{\w+\}\}/.test(text))).toEqual([]);
});

test("copies a document of several files, and keeps their places", async () => {
  const base = folder({
    "api/main.yaml": openapi(
      `  /pets:\n    get: { operationId: listPets, responses: { "200": { description: all, content: { application/json: { schema: { $ref: "../schemas/pet.yaml" } } } } } }`,
    ),
    "schemas/pet.yaml": "type: object\nproperties: { name: { type: string } }\n",
    "package.json": "{}",
  });
  const { folder: place } = await init({
    spec: join(base, "api/main.yaml"),
    out: join(base, "new"),
  });
  expect(listed(join(place, "openapi"))).toEqual(["api/main.yaml", "schemas/pet.yaml"]);
  const config = await loadConfig(join(place, "codegen.config.ts"));
  expect(config.specs[0]?.spec).toBe("openapi/api/main.yaml");
  expect(await check(config, place)).toEqual([]);
});

test("keeps the options of the caller in the configuration", async () => {
  const base = folder({
    "openapi.yaml": openapi(
      `  /a:\n    get: { operationId: listA, tags: [a], ${ok} }\n  /b:\n    get: { operationId: listB, tags: [b], ${ok} }`,
    ),
  });
  const { folder: place, api } = await init({
    spec: join(base, "openapi.yaml"),
    out: join(base, "new"),
    include: ["tag:a"],
  });
  expect(api.operations.map(({ id }) => id)).toEqual(["listA"]);
  const config = await loadConfig(join(place, "codegen.config.ts"));
  expect(config.specs[0]?.include).toEqual(["tag:a"]);
});

test.each([
  ["https://{region}.pets.example/v1", false],
  ["/v1", false],
  ["{scheme}://pets.example", true],
  ["//pets", false],
  ["pets.example", true],
])("tests a double at a URL, with the server %j", async (url, isOwn) => {
  const base = folder({ "openapi.yaml": `${pets}servers: [{ url: ${JSON.stringify(url)} }]\n` });
  const options = { spec: join(base, "openapi.yaml"), out: join(base, "new"), tolerate: [] };
  const { folder: place } = await init(options);
  const text = readFileSync(join(place, "test/client.test.ts"), "utf8");
  expect(text.includes('baseUrl: "https://api.example"')).toBe(isOwn);
});

test("takes a stainless.yml along, and calls what it names", async () => {
  const base = folder({
    "openapi.yaml": pets,
    "config/names.yml": "resources:\n  animals:\n    methods:\n      all: get /pets\n",
  });
  const { folder: place } = await init({
    spec: join(base, "openapi.yaml"),
    out: join(base, "new"),
    stainless: join(base, "config/names.yml"),
  });
  const config = await loadConfig(join(place, "codegen.config.ts"));
  expect(config.specs[0]?.stainless).toBe("stainless.yml");
  expect(await check(config, place)).toEqual([]);
  expect(readFileSync(join(place, "test/client.test.ts"), "utf8")).toContain(
    "client.animals.all()",
  );
});

test("takes the title as the name, and the name as the folder", async () => {
  const base = folder({ "openapi.yaml": pets.replace("title: Test", "title: Été & Pets (v2)") });
  const cwd = vi.spyOn(process, "cwd").mockReturnValue(base);
  const { name, folder: place } = await init({ spec: "openapi.yaml" });
  cwd.mockRestore();
  expect([name, place]).toEqual(["e-te-pets-v2", join(base, "e-te-pets-v2")]);
});

test.each<[why: string, files: Record<string, string>, options: object, message: RegExp]>([
  [
    "a folder in use",
    { "new/mine.txt": "" },
    {},
    /The folder .*new is not empty: it has mine\.txt\./,
  ],
  ["a file in the place", { new: "text" }, {}, /new is a file/],
  ["a bad name", {}, { name: "Pets!" }, /"Pets!" is not a package name.*Try `--name pets`/],
  ["a name of Node", {}, { name: "http" }, /Node has a module of that name/],
  ["no document", {}, { spec: "gone.yaml" }, /gone\.yaml/],
  ["a broken document", { "openapi.yaml": "openapi: 3.1.0\ninfo: [" }, {}, /openapi\.yaml:/],
  [
    "a rejected document",
    { "openapi.yaml": openapi("  /pets/{id}:\n    get: { " + ok + " }") },
    {},
    /undeclared-path-parameter/,
  ],
  [
    "a document without operations",
    { "openapi.yaml": openapi("") },
    {},
    /no operation that a client can send/,
  ],
])("writes nothing for %s", async (_, files, options, message) => {
  const base = folder({ "openapi.yaml": pets, ...files });
  const before = listed(base);
  const spec = join(base, "openapi.yaml");
  const given = { spec, out: join(base, "new"), ...options };
  if (given.spec === "gone.yaml") given.spec = join(base, given.spec);
  await expect(init(given)).rejects.toThrow(message);
  expect(listed(base)).toEqual(before);
});

test("names the caller's file in a problem that is found while generating", async () => {
  const base = folder({
    "openapi.yaml": openapi(
      `  /pets:\n    get: { operationId: listPets, responses: { "200": { description: all, content: { application/json: { schema: { $dynamicRef: "#x" } } } } } }`,
    ),
  });
  const { warnings } = await init({ spec: join(base, "openapi.yaml"), out: join(base, "new") });
  const files = new Set(warnings.map(({ file }) => file));
  expect([...files]).toEqual([join(base, "openapi.yaml")]);
});

test("accepts a folder that has only a .git", async () => {
  const base = folder({ "openapi.yaml": pets, "new/.git/HEAD": "" });
  const { folder: place } = await init({
    spec: join(base, "openapi.yaml"),
    out: join(base, "new"),
  });
  expect(existsSync(join(place, ".git/HEAD"))).toBe(true);
  expect(existsSync(join(place, "package.json"))).toBe(true);
});

test.each([[false], [true]])(
  "leaves nothing behind if writing fails (folder there: %j)",
  async (isThere) => {
    const base = folder(isThere ? { "new/.git/HEAD": "" } : {});
    const before = listed(base);
    const failing = writePackage(join(base, isThere ? "new" : "deep/new"), async (staging) => {
      writeFileSync(join(staging, "package.json"), "{}");
      await Promise.reject(new Error("no space"));
    });
    await expect(failing).rejects.toThrow("no space");
    expect(listed(base)).toEqual(before);
    expect(readdirSync(base)).toEqual(isThere ? ["new"] : []);
  },
);

test.each([
  ["https://petstore.example", "petstore-example"],
  ["", "api-client"],
  ["日本", "api-client"],
  ["HTTP", "api-client"],
])("makes a name of the title %j", async (title, wanted) => {
  const base = folder({
    "openapi.yaml": pets.replace("title: Test", `title: ${JSON.stringify(title)}`),
  });
  const { name } = await init({ spec: join(base, "openapi.yaml"), out: join(base, "new") });
  expect(name).toBe(title.startsWith("https") ? `https-${wanted}` : wanted);
});

test("the versions of tools are those of this repository", async () => {
  const { parse } = await import("yaml");
  const { toolVersions } = await import("./tool-versions.ts");
  const workspace = fileURLToPath(new URL("../../../../pnpm-workspace.yaml", import.meta.url));
  const { catalog } = parse(readFileSync(workspace, "utf8")) as { catalog: Record<string, string> };
  expect(toolVersions).toEqual(
    Object.fromEntries(Object.keys(toolVersions).map((name) => [name, catalog[name]])),
  );
});

function listed(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}
