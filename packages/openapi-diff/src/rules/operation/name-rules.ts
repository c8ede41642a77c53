import { type Example, type Rule, anywhere } from "../rule.ts";

const string = { type: "string" };
const operation = (before: object, after: object): Example => ({
  place: "operation",
  before,
  after,
});
const document = (before: object, after: object): Example => ({
  place: "document",
  before: { paths: { "/a": { get: {} } }, ...before },
  after: { paths: { "/a": { get: {} } }, ...after },
});
const components = (before: object, after: object): Example =>
  document({ components: { schemas: before } }, { components: { schemas: after } });

const pet = { type: "object", properties: { name: string, age: { type: "integer" } } };
const inUse = (schemas: object, schema: object): object => ({
  components: { schemas },
  paths: {
    "/a": {
      get: {
        responses: { 200: { description: "", content: { "application/json": { schema } } } },
      },
    },
  },
});

/** Rules about the names of schemas, and about text for readers. */
export const nameRules: readonly Rule[] = [
  ...anywhere("schema-added", "names", components({}, { Pet: pet }), [
    "none",
    "compatible",
    "none",
    "schemaNameAdded",
    "Nothing to do. Code may import the type by its name.",
  ]),
  ...anywhere("schema-removed", "names", components({ Pet: pet }, {}), [
    "none",
    "breaking",
    "none",
    "schemaNameRemoved",
    "Requests stay the same. Imports of the type fail: remove them.",
  ]),
  ...anywhere("schema-renamed", "names", components({ Pet: pet }, { PetDetails: pet }), [
    "none",
    "breaking",
    "none",
    "schemaNameRemoved",
    "Requests stay the same. Imports of the type fail: use the new name.",
  ]),
  ...anywhere(
    "schema-renamed-with-alias",
    "names",
    components({ Pet: pet }, { PetDetails: { ...pet, "x-aliases": ["Pet"] } }),
    [
      "none",
      "compatible",
      "none",
      "deprecated",
      "The old name still works and is deprecated. Move to the new one.",
    ],
  ),
  ...anywhere(
    "schema-inlined",
    "names",
    {
      place: "document",
      before: inUse({ Pet: pet }, { $ref: "#/components/schemas/Pet" }),
      after: inUse({}, pet),
    },
    [
      "none",
      "breaking",
      "none",
      "schemaInlined",
      "Requests stay the same. Imports of the type fail: use the type of the operation.",
    ],
  ),
  ...anywhere(
    "description-changed",
    "documentation",
    operation({ description: "Lists pets." }, { description: "Lists all pets." }),
    ["documentation", "none", "none", "documentation", "Read it: the meaning may have changed."],
  ),
  ...anywhere(
    "example-changed",
    "documentation",
    {
      place: "schema",
      before: { type: "string", examples: ["a"] },
      after: { type: "string", examples: ["b"] },
    },
    [
      "documentation",
      "none",
      "none",
      "documentation",
      "No code depends on it. Fixtures that are made of examples differ.",
    ],
  ),
  ...anywhere("tags-changed", "documentation", operation({ tags: ["a"] }, { tags: ["b"] }), [
    "documentation",
    "none",
    "none",
    "documentation",
    "No code depends on it, unless it groups operations by tag.",
  ]),
  ...anywhere(
    "version-changed",
    "documentation",
    document({ info: { title: "", version: "1" } }, { info: { title: "", version: "2" } }),
    [
      "documentation",
      "none",
      "none",
      "documentation",
      "It says by itself nothing about what changed.",
    ],
  ),
  ...anywhere(
    "property-deprecated",
    "schemas",
    { place: "schema", before: string, after: { ...string, deprecated: true } },
    ["compatible", "compatible", "none", "deprecated", "It still works. Plan to stop using it."],
  ),
  ...anywhere(
    "property-reactivated",
    "schemas",
    { place: "schema", before: { ...string, deprecated: true }, after: string },
    ["compatible", "compatible", "none", "deprecated", "It is there to stay."],
  ),
];
