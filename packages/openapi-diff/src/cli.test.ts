import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "@sandboxes/openapi-diff/cli";

const pet = (values: string[]): string => `openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: "schemas.yaml#/Pet" }
      responses:
        "200": { description: OK }
# ${values.length}
`;
const schemas = (values: string[]): string =>
  `Pet: { type: object, properties: { status: { type: string, enum: [${values.join(", ")}] } } }\n`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "openapi-diff-"));
  const git = (...args: string[]): unknown =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: folder,
    });
  const save = (values: string[]): void => {
    mkdirSync(join(folder, "api"), { recursive: true });
    writeFileSync(join(folder, "api/openapi.yaml"), pet(values));
    writeFileSync(join(folder, "api/schemas.yaml"), schemas(values));
  };
  save(["a", "b", "c"]);
  writeFileSync(join(folder, "package.json"), '{ "name": "pets-api", "version": "1.0.0" }');
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
  save(["a", "b"]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const before = process.cwd();
  process.chdir(folder);
  try {
    const code = await main(argv, { out: (text) => (out += text), err: (text) => (err += text) });
    return { code, out, err };
  } finally {
    process.chdir(before);
  }
}

test.each([["git:HEAD:api/openapi.yaml"], ["npm:.:api/openapi.yaml"], ["npm:."]])(
  "reads the old document from %s, and the files that it refers to",
  async (old) => {
    // A package contains the current files of the folder, so compare it with the commit.
    const [one, other] = old.startsWith("npm") ? ["git:HEAD:api/openapi.yaml", old] : [old, "api"];
    const { code, out } = await run(one, other, "--json", "--no-types");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      wire: "breaking",
      types: "breaking",
      tests: "breaking",
      bumps: { types: "major", client: "major", testUtils: "patch" },
      changes: [
        {
          rule: "request-enum-value-removed",
          operations: ["POST /pets"],
          message: expect.stringContaining("no longer has the value") as string,
        },
      ],
    });
  },
);

test("prints every part of the JSON result, and nothing else", async () => {
  const { out } = await run("git:HEAD:api/openapi.yaml", "api", "--json", "--no-types");
  const result = JSON.parse(out) as { changes: object[] };
  expect(Object.keys(result)).toEqual(["wire", "types", "tests", "bumps", "changes"]);
  expect(Object.keys(result.changes[0] ?? {})).toEqual([
    "rule",
    "pointer",
    "wire",
    "types",
    "tests",
    "message",
    "operations",
  ]);
});

test("names the effect and the location in the text and in the Markdown report", async () => {
  const text = await run("git:HEAD:api/openapi.yaml", "api", "--no-types");
  expect(text.out).toContain('`Pet.status` no longer has the value `"c"`.');
  expect(text.out).toContain("affects POST /pets");
  const markdown = await run("git:HEAD:api/openapi.yaml", "api", "--no-types", "--markdown");
  expect(markdown.out).toContain("#### Breaking (1)");
});

test.each([
  ["breaking", 1],
  ["potential", 1],
  ["any", 1],
])("--fail-on %s rejects a breaking change", async (verdict, code) => {
  const result = await run("git:HEAD:api/openapi.yaml", "api", "--no-types", "--fail-on", verdict);
  expect(result.code).toBe(code);
});

test("--fail-on accepts equal documents", async () => {
  expect((await run("api", "api", "--fail-on", "any")).code).toBe(0);
});

test("--pre1 shifts the bumps", async () => {
  const { out } = await run("git:HEAD:api/openapi.yaml", "api", "--json", "--no-types", "--pre1");
  expect(JSON.parse(out)).toMatchObject({ bumps: { types: "minor", client: "minor" } });
});

test("--policy replaces rows of the policy", async () => {
  const none = { types: "none", client: "none", testUtils: "none" };
  const change = "request: enum value removed / type narrowed / became enum";
  writeFileSync(join(folder, "policy.json"), JSON.stringify([{ change, post1: none, pre1: none }]));
  const sides = ["git:HEAD:api/openapi.yaml", "api", "--json", "--no-types"];
  const { out } = await run(...sides, "--policy", "policy.json");
  expect(JSON.parse(out)).toMatchObject({ bumps: { client: "none" } });
  writeFileSync(join(folder, "policy.json"), '[{ "change": "no such row" }]');
  const wrong = await run(...sides, "--policy", "policy.json");
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("no such row") as string });
});

test.each([
  [["a.yaml"], "Name two documents"],
  [["missing.yaml", "api"], "There is no file or folder"],
  [["git:nowhere:api/openapi.yaml", "api"], "git knows no revision `nowhere`"],
  [["git:HEAD:missing.yaml", "api"], "has no file `missing.yaml`"],
  [["git:HEAD", "api"], "names no file"],
  [["git:HEAD:api", "api"], "`api` is a folder in the revision `HEAD`"],
  [["git:HEAD:package.json", "api"], "git:HEAD:package.json:1:1 - This is not an OpenAPI"],
  [["npm:./missing", "api"], "npm cannot get `./missing`"],
  [["npm:.:missing.yaml", "api"], "has no file `missing.yaml`"],
  [["ftp://example.com/openapi.yaml", "api"], "has an unknown scheme"],
  [["", "api"], "The name of a document is empty"],
  [["api", "api", "--policy", "missing.json"], "there is no such file"],
  [["package.json", "api"], "no field `openapi`"],
  [["api", "api", "--fail-on", "everything"], "--fail-on takes breaking, potential or any"],
  [["api", "api", "--nonsense"], "--nonsense"],
  [["-", "-"], "Standard input can be one of the documents"],
  [["http://127.0.0.1:9/openapi.yaml", "api"], "Cannot download"],
])("%j cannot be compared", async (argv, message) => {
  const { code, err } = await run(...argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err).not.toMatch(/^\s+at /m);
});

test("the program reads standard input", () => {
  const program = fileURLToPath(new URL("../bin/openapi-diff.js", import.meta.url));
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--conditions=@sandboxes/source", program, "-", "api", "--no-types", "--fail-on", "any"],
    {
      cwd: folder,
      input: "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths: {}\n",
      encoding: "utf8",
    },
  );
  expect({ status, stdout }).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("`POST /pets` was added") as string,
  });
});
