import { describe, expect, it } from "vitest";
import { validatorsOf } from "../../../test/project/compile.ts";

const document = (operation: object, schemas: object = {}): object => ({
  openapi: "3.1.0",
  info: { title: "T", version: "1" },
  paths: { "/pets/{id}": { put: { operationId: "putPet", ...operation } } },
  components: { schemas },
});

const json = (schema: object): object => ({ content: { "application/json": { schema } } });

const Pet = {
  type: "object",
  required: ["id", "name", "secret"],
  properties: {
    id: { type: "integer", readOnly: true },
    name: { type: "string" },
    secret: { type: "string", writeOnly: true },
    mood: { enum: ["good", "bad"] },
  },
  additionalProperties: false,
};

const operation = {
  parameters: [
    { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } },
    { name: "dry", in: "query", schema: { type: "boolean" } },
  ],
  requestBody: { required: true, ...json({ $ref: "#/components/schemas/Pet" }) },
  responses: {
    "200": { description: "Fine", ...json({ $ref: "#/components/schemas/Pet" }) },
    "4XX": { description: "Not fine", ...json({ type: "object", required: ["code"] }) },
    default: { description: "Else", content: { "text/plain": {} } },
  },
};

describe("a limit in bytes of UTF-8", () => {
  const Name = { type: "string", "x-max-bytes": 4 };
  const Labels = { type: "object", additionalProperties: true, "x-max-total-bytes": 6 };
  const holder = { properties: { name: Name, labels: Labels } };

  it.each<[value: object, issues: object[]]>([
    [{ name: "abcd", labels: {} }, []],
    [{ name: "é€" }, [{ message: "must have at most 4 bytes in UTF-8", path: ["name"] }]],
    [{ name: "💩" }, []],
    [{ name: "💩a" }, [{ message: "must have at most 4 bytes in UTF-8", path: ["name"] }]],
    [{ name: "\ud800a" }, []],
    [{ labels: { a: "é€" } }, []],
    [{ labels: { é: "€x", n: 1 } }, [expect.objectContaining({ path: ["labels"] })]],
  ])("%j", async (value, issues) => {
    const { Holder } = await validatorsOf(document(operation, { Pet, Holder: holder }));
    expect(Holder?.issues(value)).toEqual(issues);
    expect(Holder?.is(value)).toBe(issues.length === 0);
  });
});

describe("a schema that may be null", () => {
  it("is checked like the schema itself, and its messages name the place", async () => {
    const nullable = { anyOf: [{ $ref: "#/components/schemas/Pet" }, { type: "null" }] };
    const { Holder } = await validatorsOf(
      document(operation, { Pet, Holder: { properties: { pet: nullable } } }),
    );
    expect(Holder?.issues({ pet: null })).toEqual([]);
    expect(Holder?.issues({})).toEqual([]);
    expect(Holder?.issues({ pet: { id: 1, name: 2, secret: "s" } })).toEqual([
      { message: "must be a string", path: ["pet", "name"] },
    ]);
    expect(Holder?.issues({ pet: 7 })).toEqual([{ message: "must be an object", path: ["pet"] }]);
  });
});

// In a response an enum may have further values and an object further properties, so that a value may
// match several alternatives. In a request, and in what an API produces, it matches one.
describe("alternatives that overlap in a response", () => {
  const schemas = {
    Vip: { type: "object", required: ["kind"], properties: { kind: { enum: ["gold", "silver"] } } },
    Guest: { type: "object", required: ["kind"], properties: { kind: { enum: ["day", "week"] } } },
    Loose: { type: "object", properties: { a: { type: "integer" } } },
    Closed: {
      type: "object",
      required: ["b"],
      properties: { b: {} },
      additionalProperties: false,
    },
  };
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
  const load = (schema: object) => {
    const body = json(schema);
    const put = { requestBody: body, responses: { 200: { description: "x", ...body } } };
    return validatorsOf(document(put, schemas));
  };

  it.each<[schema: object, value: unknown, inRequest: boolean, inResponse: boolean]>([
    [{ oneOf: [{ enum: ["a", "b"] }, { enum: ["c", "d"] }] }, "a", true, true],
    [{ oneOf: [{ enum: ["a", "b"] }, { enum: ["c", "d"] }] }, "new", false, true],
    [{ oneOf: [{ enum: ["a", "b"] }, { enum: ["c", "d"] }] }, 1, false, false],
    [{ oneOf: [{ enum: [1, 2] }, { enum: [3, 4] }, { type: "string" }] }, 5, false, true],
    [{ oneOf: [ref("Vip"), ref("Guest")] }, { kind: "day" }, true, true],
    [{ oneOf: [ref("Vip"), ref("Guest")] }, { kind: "month" }, false, true],
    [{ oneOf: [ref("Vip"), ref("Guest")] }, {}, false, false],
    [
      { type: "array", items: { oneOf: [ref("Vip"), ref("Guest")] } },
      [{ kind: "day" }],
      true,
      true,
    ],
    [{ oneOf: [ref("Loose"), ref("Closed")] }, { a: 1, b: 2 }, true, true],
    [{ oneOf: [ref("Loose"), ref("Closed")] }, { b: 2 }, false, true],
    [{ oneOf: [{ required: ["a"] }, { required: ["b"] }] }, { a: 1, b: 1 }, false, true],
    [{ oneOf: [{ type: "integer" }, { type: "number", minimum: 2 }] }, 3, false, false],
    [{ oneOf: [{ const: "a" }, { type: "string", maxLength: 1 }] }, "a", false, false],
  ])("%j: %j", async (schema, value, inRequest, inResponse) => {
    const { putPetBody, putPet200 } = await load(schema);
    expect(putPetBody?.is(value)).toBe(inRequest);
    expect(putPet200?.is(value)).toBe(inResponse);
    expect(putPet200?.issues(value).length === 0).toBe(inResponse);
  });
});

describe("the validators of an operation", () => {
  const load = () => validatorsOf(document(operation, { Pet }));

  it("exist for each place and status that has a schema of JSON", async () => {
    const { Pet: _, PetInput: __, putPetBody: body, putPet200: answer, ...others } = await load();
    expect(Object.keys(others).sort()).toEqual([
      "answers",
      "events",
      "putPet4XX",
      "putPetPath",
      "putPetQuery",
      "requests",
      "responses",
    ]);
    expect(others["requests"]).toEqual({
      putPet: { path: others["putPetPath"], query: others["putPetQuery"], body },
    });
    expect(others["answers"]).toEqual({ putPet: { "200": answer, "4XX": others["putPet4XX"] } });
  });

  it("do not ask a request for what is read-only", async () => {
    const { putPetBody: body } = await load();
    expect(body?.issues({ name: "a", secret: "s" })).toEqual([]);
    expect(body?.issues({ name: "a" })).toEqual([{ message: "is missing", path: ["secret"] }]);
    expect(body?.issues({ name: "a", secret: "s", other: 1 })).toEqual([
      { message: "is not known here", path: ["other"] },
    ]);
  });

  it("do not ask an answer for what is write-only, nor mind what is new in it", async () => {
    const { putPet200: answer } = await load();
    expect(answer?.issues({ id: 1, name: "a" })).toEqual([]);
    expect(answer?.issues({ id: 1, name: "a", other: 1, mood: "new" })).toEqual([]);
    expect(answer?.issues({ name: "a", mood: 5 })).toEqual([
      { message: "is missing", path: ["id"] },
      { message: "must be a string", path: ["mood"] },
    ]);
  });

  it("check each form of a named schema", async () => {
    const { Pet: received, PetInput: sent } = await load();
    expect(received?.is({ id: 1, name: "a" })).toBe(true);
    expect(received?.is({ name: "a", secret: "s" })).toBe(false);
    expect(sent?.is({ name: "a", secret: "s" })).toBe(true);
    expect(sent?.issues({ other: 1 }).map(({ path }) => path.join("."))).toEqual([
      "name",
      "secret",
      "other",
    ]);
  });

  it("ask for required parameters only", async () => {
    const others = await load();
    const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
    expect(others["putPetPath"]?.is({ id })).toBe(true);
    expect(others["putPetPath"]?.is({})).toBe(false);
    expect(others["putPetQuery"]?.is({})).toBe(true);
    expect(others["putPetQuery"]?.is({ dry: "yes" })).toBe(false);
  });
});

it("tells everything that is wrong, and where", async () => {
  const schema = {
    type: "object",
    properties: {
      list: {
        type: "array",
        items: { type: "object", properties: { "a/b": { type: "string", maxLength: 1 } } },
      },
    },
  };
  const { A } = await validatorsOf(
    document(
      { ...operation, requestBody: undefined, responses: { 204: { description: "Done" } } },
      { A: schema },
    ),
  );
  expect(A?.issues({ list: [{ "a/b": "xx" }, 5, { "a/b": 1 }] })).toEqual([
    { message: "must have at most 1 character", path: ["list", 0, "a/b"] },
    { message: "must be an object", path: ["list", 1] },
    { message: "must be a string", path: ["list", 2, "a/b"] },
  ]);
});

it("looks no further once it has found as much as is asked for", async () => {
  const text = { type: "string" };
  const schema = {
    type: "object",
    properties: {
      list: { type: "array", items: { $ref: "#/components/schemas/B" } },
      late: { $ref: "#/components/schemas/B" },
    },
    additionalProperties: false,
  };
  const { A } = await validatorsOf(
    document(
      { ...operation, requestBody: undefined, responses: { 204: { description: "Done" } } },
      { A: schema, B: { type: "object", properties: { a: text, b: text } } },
    ),
  );
  let reads = 0;
  const counted = Object.defineProperty({}, "b", {
    enumerable: true,
    get: () => void (reads += 1),
  });
  const list = [{ a: 1, b: 2 }, { a: 3 }, ...Array.from({ length: 1000 }, () => counted)];
  const [first, second] = [
    { message: "must be a string", path: ["list", 0, "a"] },
    { message: "must be a string", path: ["list", 0, "b"] },
  ];
  expect(A?.issues({ list, late: counted, more: 1 }, 1)).toEqual([first]);
  expect(A?.issues({ list, late: counted, more: 1 }, 2)).toEqual([first, second]);
  expect(reads).toBe(0);
});

it("implements Standard Schema", async () => {
  const { A } = await validatorsOf(
    document(
      { ...operation, requestBody: undefined, responses: { 204: { description: "Done" } } },
      { A: { type: "string" } },
    ),
  );
  expect(A?.["~standard"]).toMatchObject({ version: 1, vendor: "sandboxes-codegen" });
  expect(A?.["~standard"].validate("a")).toEqual({ value: "a" });
  expect(A?.["~standard"].validate(1)).toEqual({
    issues: [{ message: "must be a string", path: [] }],
  });
});

it.each([
  "https://json-schema.org/draft/2020-12/schema",
  "https://spec.openapis.org/oas/3.1/dialect/base",
  "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
])("follows the dialect %s", async (jsonSchemaDialect) => {
  const validators = await validatorsOf({ ...document(operation, { Pet }), jsonSchemaDialect });
  expect(validators).toHaveProperty("Pet");
});

it("leaves every validator out where the document is in another dialect", async () => {
  const jsonSchemaDialect = "http://json-schema.org/draft-04/schema#";
  const validators = await validatorsOf({ ...document(operation, { Pet }), jsonSchemaDialect });
  expect(validators).not.toHaveProperty("Pet");
  expect(validators["requests"]).toEqual({ putPet: {} });
});

it("leaves out the validators that would have to ignore a keyword, and no others", async () => {
  const Sealed = { type: "object", unevaluatedProperties: false };
  const Owner = { properties: { pet: { $ref: "#/components/schemas/Sealed" } } };
  const validators = await validatorsOf(document(operation, { Pet, Sealed, Owner }));
  expect(Object.keys(validators)).toContain("Pet");
  expect(validators).not.toHaveProperty("Sealed");
  expect(validators).not.toHaveProperty("Owner");
});

it("lets a schema be called like whatever the emitted code uses", async () => {
  const names = Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]\w*$/.test(name));
  expect(names).toContain("Infinity");
  const schema = {
    type: "object",
    required: ["constructor"],
    properties: {
      list: { type: "array", items: { type: "string", pattern: "^a" }, uniqueItems: true },
      time: { type: "string", format: "date-time" },
      number: { type: "number", multipleOf: 0.1, format: "int64" },
      same: { const: [{ a: 1 }] },
    },
  };
  const text = { description: "x", ...json({ type: "string", pattern: "^b" }) };
  const check = { operationId: "check", requestBody: undefined, responses: { 200: text } };
  const named = Object.fromEntries([...names, "Infinity_"].map((name) => [name, schema]));
  const given = document({ ...operation, ...check }, named);
  const all = await validatorsOf(given);
  for (const name of [...names, "Infinity_"]) {
    expect([name, all[name]?.issues({ list: ["b"] })]).toEqual([
      name,
      [
        { message: "must match ^a", path: ["list", 0] },
        { message: "is missing", path: ["constructor"] },
      ],
    ]);
  }
  expect(all["check200"]?.issues("a")).toEqual([{ message: "must match ^b", path: [] }]);
});

it("heeds a direction behind a reference whatever the schema is called", async () => {
  const schemas = {
    "100%": Pet,
    "a/b~c d%25": { type: "array", items: { $ref: "#/components/schemas/100%25" } },
  };
  const body = json({ $ref: "#/components/schemas/a~1b~0c d%2525" });
  const { putPetBody: sent, putPet200: answer } = await validatorsOf(
    document(
      {
        ...operation,
        requestBody: body,
        responses: { "200": { description: "Fine", ...body } },
      },
      schemas,
    ),
  );
  expect(sent?.issues([{ name: "a", secret: "s" }])).toEqual([]);
  expect(answer?.issues([{ id: 1, name: "a", other: 1 }])).toEqual([]);
});
