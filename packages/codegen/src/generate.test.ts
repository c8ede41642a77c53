import {
  appendFileSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folder, openapi } from "../test/project/folder.ts";
import { check } from "./drift/check.ts";
import type { Config, SpecConfig } from "./config/config.ts";
import { DocumentError } from "./document/problems/problem.ts";
import { generate, generateTargets } from "./generate.ts";
import { resolveTargets } from "./config/resolve-targets.ts";

const spec = openapi(
  `  /pets:
    get:
      operationId: listPets
      parameters: [{ $ref: '#/components/parameters/Limit' }]
      responses: { "200": { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
    post:
      operationId: createPet
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses: { "201": { description: Made } }`,
  `  parameters:
    Limit: { name: limit, in: query, description: At most, schema: { type: integer } }
  schemas:
    Pet: { type: object, description: A pet, required: [name], properties: { name: { type: string } } }
    NewPet: { type: object, properties: { name: { type: string } } }`,
);

const asJson = JSON.stringify(parse(spec), null, 2);

const names = [
  "contract",
  "document",
  "examples",
  "index",
  "operations",
  "schemas",
  "types",
  "validators",
].map((name) => `${name}.gen.ts`);
const config: Config = { specs: [{ spec: "openapi.yaml", out: "out" }] };

async function project(): Promise<string> {
  const base = folder({ "openapi.yaml": spec });
  await generate(config, base);
  return base;
}

function edit(path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(path, "utf8");
  if (text.search(from) < 0) throw new Error(`${path} has no ${String(from)}`);
  writeFileSync(path, text.replace(from, to));
}

describe("generate", () => {
  it("writes every artefact, and the same bytes in every folder", async () => {
    const [a, b] = [await project(), await project()];
    expect(readdirSync(join(a, "out"))).toEqual(names);
    for (const name of names) {
      expect(readFileSync(join(a, "out", name), "utf8")).toBe(
        readFileSync(join(b, "out", name), "utf8"),
      );
    }
  });

  it("touches no file when nothing changed", async () => {
    const base = await project();
    const past = new Date(1e12);
    for (const name of names) utimesSync(join(base, "out", name), past, past);
    expect(await generate(config, base)).toEqual({
      written: [],
      removed: [],
      kept: [],
      unchanged: names.length,
      warnings: [],
      summaries: [],
    });
    for (const name of names) expect(statSync(join(base, "out", name)).mtime).toEqual(past);
  });

  it("mends a file that was edited or deleted, or whose spec changed", async () => {
    const base = await project();
    const path = join(base, "out", "types.gen.ts");
    const before = readFileSync(path, "utf8");
    writeFileSync(path, `${before}\n// mine`);
    expect((await generate(config, base)).written).toEqual([path]);
    expect(readFileSync(path, "utf8")).toBe(before);
    edit(join(base, "openapi.yaml"), "At most", "At the most");
    await generate(config, base);
    expect(readFileSync(path, "utf8")).toContain("At the most");
  });

  it("writes nothing when one of several specs is unsound, and tells the problems of all", async () => {
    const base = folder({
      "good.yaml": spec,
      "bad.yaml": "openapi: [",
      "worse.yaml": "title: x",
    });
    const specs = ["good", "bad", "worse"].map((name) => ({ spec: `${name}.yaml`, out: name }));
    const error = await generate({ specs }, base).catch((reason: unknown) => reason);
    expect(DocumentError.isInstance(error) && error.problems.map(({ code }) => code)).toEqual([
      "syntax",
      "not-openapi",
    ]);
    expect(readdirSync(base).sort()).toEqual(["bad.yaml", "good.yaml", "worse.yaml"]);
  });

  it("removes the file of an artefact that is not asked for any more, and no other", async () => {
    const base = await project();
    writeFileSync(join(base, "out", "hand.gen.ts"), "// by hand\n");
    const fewer: Config = {
      specs: [{ spec: "openapi.yaml", out: "out", artifacts: ["types", "index"] }],
    };
    const { removed } = await generate(fewer, base);
    expect(removed.map((path) => path.slice(join(base, "out").length + 1))).toEqual([
      "contract.gen.ts",
      "document.gen.ts",
      "examples.gen.ts",
      "operations.gen.ts",
      "schemas.gen.ts",
      "validators.gen.ts",
    ]);
    expect(readdirSync(join(base, "out"))).toEqual(["hand.gen.ts", "index.gen.ts", "types.gen.ts"]);
  });
});

describe("a file that nothing generates any more", () => {
  const fewer: Config = {
    specs: [{ spec: "openapi.yaml", out: "out", artifacts: ["types"] }],
  };

  it.each<[name: string, file: string, act: (path: string) => void]>([
    ["has a line of its own", "schemas.gen.ts", (path) => appendFileSync(path, "// mine\n")],
    [
      "was renamed and edited",
      "mine.ts",
      (path) => {
        renameSync(join(path, "../schemas.gen.ts"), path);
        appendFileSync(path, "export const mine = 1;\n");
      },
    ],
  ])("stays where it %s, and is named", async (_, file, act) => {
    const base = await project();
    const path = join(base, "out", file);
    act(path);
    const text = readFileSync(path, "utf8");
    for (let run = 0; run < 2; run++) {
      const { removed, kept } = await generate(fewer, base);
      expect([removed.includes(path), kept]).toEqual([false, [path]]);
      expect(readFileSync(path, "utf8")).toBe(text);
    }
    expect(await check(fewer, base)).toMatchObject([{ file: path, reason: "edited-orphan" }]);
    edit(path, /^(\/\/.*\n)+\n/, "");
    expect(await check(fewer, base)).toEqual([]);
    expect(await generate(fewer, base)).toMatchObject({ removed: [], kept: [] });
  });

  it("goes where only its line ends are others", async () => {
    const base = await project();
    const path = join(base, "out", "schemas.gen.ts");
    edit(path, /\n/g, "\r\n");
    expect((await generate(fewer, base)).removed).toContain(path);
  });
});

describe("two entries of one spec and one folder", () => {
  const entry = (out: string, ...artifacts: ("types" | "schemas")[]): SpecConfig => ({
    spec: "openapi.yaml",
    out,
    artifacts,
  });

  it.each(["out", "./out/", "link"])("leave each other's files alone in %s", async (second) => {
    const base = folder({ "openapi.yaml": spec, "out/.keep": "" });
    symlinkSync(join(base, "out"), join(base, "link"));
    const both: Config = { specs: [entry("out", "types"), entry(second, "schemas")] };
    for (const written of [2, 0, 0])
      expect(await generate(both, base)).toMatchObject({
        written: { length: written },
        removed: [],
      });
    expect(await check(both, base)).toEqual([]);
    const fewer: Config = { specs: [entry("out", "types"), entry("elsewhere", "types")] };
    expect(await check(fewer, base)).toMatchObject([
      { reason: "orphan", file: join(base, "out/schemas.gen.ts") },
      { reason: "missing" },
    ]);
    expect((await generate(fewer, base)).removed).toEqual([join(base, "out/schemas.gen.ts")]);
  });

  it("keep a file that another artefact is a link to", async () => {
    const base = folder({ "openapi.yaml": spec });
    await generate({ specs: [entry("out", "types")] }, base);
    renameSync(join(base, "out/types.gen.ts"), join(base, "out/real.ts"));
    symlinkSync("real.ts", join(base, "out/types.gen.ts"));
    expect(await generate({ specs: [entry("out", "types")] }, base)).toMatchObject({
      written: [],
      removed: [],
    });
  });
});

describe("a checkout whose lines end in CRLF", () => {
  it.each(["openapi.yaml", "openapi.json"])("of %s is up to date", async (file) => {
    const base = folder({ "openapi.yaml": spec, "openapi.json": asJson });
    const own: Config = {
      specs: [
        {
          ...config.specs[0]!,
          spec: file,
          artifacts: ["types", "operations", { name: "mine", emit: () => "// one\n// two\r\n" }],
        },
      ],
    };
    const { written } = await generate(own, base);
    const texts = written.map((path) => readFileSync(path, "utf8"));
    expect(texts.join("")).not.toContain("\r");
    for (const path of [join(base, file), ...written]) edit(path, /\n/g, "\r\n");
    expect(await check(own, base)).toEqual([]);
    expect(await generate(own, base)).toMatchObject({ written: [], unchanged: 3 });
    edit(written[0]!, "Made", "Mate");
    expect(await check(own, base)).toMatchObject([{ file: written[0], reason: "edited" }]);
    await generateTargets(resolveTargets(own, base), { all: true, onTarget() {}, onFile() {} });
    expect(readFileSync(written[0]!, "utf8")).toBe(texts[0]);
  });
});

describe("check", () => {
  it("finds nothing after generate", async () => {
    expect(await check(config, await project())).toEqual([]);
  });

  it.each<
    [
      name: string,
      file: string,
      from: string,
      to: string,
      reason: string,
      operations: string[],
      part: string,
    ]
  >([
    [
      "an operation in the spec",
      "openapi.yaml",
      "201",
      "202",
      "spec-changed",
      ["createPet"],
      "operation createPet",
    ],
    [
      "a schema in the spec",
      "openapi.yaml",
      "A pet",
      "A cat",
      "spec-changed",
      ["listPets"],
      "schema Pet",
    ],
    [
      "a parameter in the spec",
      "openapi.yaml",
      "At most",
      "At mosd",
      "spec-changed",
      ["listPets"],
      "parameter Limit",
    ],
    [
      "a generated type",
      "out/types.gen.ts",
      "Made",
      "Mate",
      "edited",
      ["createPet"],
      "operation createPet",
    ],
    [
      "a row of the table",
      "out/operations.gen.ts",
      '"GET"',
      '"PUT"',
      "edited",
      ["listPets"],
      "operation listPets",
    ],
    [
      "a generated schema",
      "out/schemas.gen.ts",
      '["name"]',
      '["nama"]',
      "edited",
      ["listPets"],
      "schema Pet",
    ],
  ])(
    "names what one character changed in %s",
    async (_, file, from, to, reason, operations, part) => {
      const base = await project();
      edit(join(base, file), from, to);
      const drifts = await check(config, base);
      const found = drifts.find((drift) => drift.operations.length > 0);
      expect(found).toMatchObject({ reason, operations, parts: expect.arrayContaining([part]) });
      expect(drifts).toHaveLength(file === "openapi.yaml" ? names.length : 1);
      await generate(config, base);
      expect(await check(config, base)).toEqual([]);
    },
  );

  it("sees a comment in the spec, and that nothing but the banner differs", async () => {
    const base = await project();
    edit(join(base, "openapi.yaml"), "paths:", "# a comment\npaths:");
    const drifts = await check(config, base);
    expect(drifts).toHaveLength(names.length);
    for (const drift of drifts)
      expect(drift).toMatchObject({ reason: "spec-changed", parts: [], operations: [] });
  });

  it("does not stop at the first difference or spec, and sees files missing and left over", async () => {
    const base = await project();
    const two: Config = {
      specs: [
        { ...config.specs[0]!, artifacts: ["types", "index"] },
        { spec: "openapi.yaml", out: "none" },
      ],
    };
    const drifts = await check(two, base);
    expect(drifts.map(({ reason }) => reason).sort()).toEqual([
      ...Array(2).fill("generator-changed"),
      ...Array(names.length).fill("missing"),
      ...Array(names.length - 2).fill("orphan"),
    ]);
  });
});
