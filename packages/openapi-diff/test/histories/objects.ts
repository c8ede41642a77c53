import {
  type History,
  accepts,
  answer,
  choice,
  echoes,
  history,
  integer,
  nullable,
  object,
  paths,
  ref,
  responds,
  text,
} from "./parts.ts";

/** Changes of objects and their properties. */
export const objects: readonly History[] = [
  history(
    "both property becomes optional",
    echoes(ref("O"), { O: object({ "a!": text }) }),
    echoes(ref("O"), { O: object({ a: text }) }),
    "response-property-became-optional breaking/breaking/none",
  ),
  history(
    "both property required",
    echoes(ref("O"), { O: object({ a: text }) }),
    echoes(ref("O"), { O: object({ "a!": text }) }),
    "request-property-became-required breaking/breaking/breaking",
  ),
  history(
    "both optional added",
    echoes(ref("O"), { O: object({ a: text }) }),
    echoes(ref("O"), { O: object({ a: text, b: text }) }),
    "response-optional-property-added compatible/compatible/none",
  ),
  history(
    "both required added",
    echoes(ref("O"), { O: object({ a: text }) }),
    echoes(ref("O"), { O: object({ a: text, "b!": text }) }),
    "request-required-property-added breaking/breaking/breaking",
  ),
  history(
    "required with default added in request",
    accepts(object({ a: text })),
    accepts(object({ a: text, "b!": { ...text, default: "x" } })),
    "request-required-property-added breaking/breaking/breaking",
  ),
  history(
    "move property to allOf base",
    responds(ref("D"), {
      B: object({ "id!": text }),
      D: { allOf: [ref("B"), object({ "name!": text, x: text })] },
    }),
    responds(ref("D"), {
      B: object({ "id!": text, "name!": text }),
      D: { allOf: [ref("B"), object({ x: text })] },
    }),
  ),
  history(
    "extract base",
    responds(ref("D"), { D: object({ "id!": text, "name!": text }) }),
    responds(ref("D"), {
      B: object({ "id!": text }),
      D: { allOf: [ref("B"), object({ "name!": text })] },
    }),
    "schema-added none/compatible/none",
  ),
  history(
    "additionalProperties absent->true",
    responds(object({ a: text })),
    responds(object({ a: text }, { additionalProperties: true })),
  ),
  history(
    "additionalProperties true->false req",
    accepts(object({ a: text }, { additionalProperties: true })),
    accepts(object({ a: text }, { additionalProperties: false })),
    "request-additional-properties-forbidden breaking/none/breaking",
  ),
  history(
    "additionalProperties absent->false resp",
    responds(object({ a: text })),
    responds(object({ a: text }, { additionalProperties: false })),
    "response-additional-properties-forbidden compatible/none/breaking",
  ),
  history(
    "additionalProperties {} -> string (map)",
    responds({ type: "object", additionalProperties: {} }),
    responds({ type: "object", additionalProperties: text }),
    "response-additional-properties-constrained compatible/compatible/breaking",
  ),
  history(
    "map values string->int resp",
    responds({ type: "object", additionalProperties: text }),
    responds({ type: "object", additionalProperties: integer }),
    "response-type-changed breaking/breaking/breaking",
  ),
  history(
    "renamed schema + renamed op",
    responds(ref("A"), { A: object({ "a!": text }) }),
    responds(ref("B"), { B: object({ "a!": text }) }),
    "schema-renamed none/breaking/none",
  ),
  history(
    "array of ref -> inline item extended",
    responds({ type: "array", items: ref("A") }, { A: object({ "a!": text }) }),
    responds(
      { type: "array", items: { allOf: [ref("A"), object({ "b!": text })] } },
      { A: object({ "a!": text }) },
    ),
    "response-required-property-added compatible/compatible/breaking",
  ),
  history(
    "string enum -> ref enum",
    responds(object({ a: choice("x", "y") })),
    responds(object({ a: ref("S") }), { S: choice("x", "y") }),
    "schema-added none/compatible/none",
  ),
  history(
    "allOf description wrapper",
    responds(object({ a: ref("A") }), { A: object({ "x!": text }) }),
    responds(object({ a: { allOf: [ref("A")], description: "d" } }), { A: object({ "x!": text }) }),
    "description-changed documentation/none/none",
  ),
  history(
    "recursive schema gains prop",
    responds(ref("N"), { N: object({ "v!": text, children: { type: "array", items: ref("N") } }) }),
    responds(ref("N"), {
      N: object({ "v!": text, w: text, children: { type: "array", items: ref("N") } }),
    }),
    "response-optional-property-added compatible/compatible/none",
  ),
  history(
    "component schema unused changes",
    responds(text, { U: object({ a: text }) }),
    responds(text, { U: object({ a: integer }) }),
    "request-type-changed none/breaking/none",
  ),
  history(
    "component schema unused added",
    responds(text),
    responds(text, { U: object({ a: text }) }),
    "schema-added none/compatible/none",
  ),
  history(
    "component schema unused removed",
    responds(text, { U: object({ a: text }) }),
    responds(text),
    "schema-removed none/breaking/none",
  ),
  history(
    "component inlined",
    responds(ref("A"), { A: object({ "x!": text }) }),
    responds(object({ "x!": text })),
    "schema-inlined none/breaking/none",
  ),
  history(
    "schema swapped to similar with extra property",
    responds(ref("A"), { A: object({ "x!": text }) }),
    responds(ref("B"), { A: object({ "x!": text }), B: object({ "x!": text, "y!": text }) }),
    "response-required-property-added compatible/compatible/breaking",
    "schema-added none/compatible/none",
  ),
  history(
    "response widened by renamed schema with extra",
    responds(ref("A"), { A: object({ "x!": text, "z!": text }) }),
    responds(ref("AV2"), { AV2: object({ "x!": text, "z!": text, "y!": text }) }),
    "response-required-property-added compatible/compatible/breaking",
    "schema-renamed none/breaking/none",
  ),
  history(
    "property type to ref of renamed",
    responds(object({ "a!": ref("Old") }), { Old: object({ "x!": text }) }),
    responds(object({ "a!": ref("New") }), { New: object({ "x!": text }) }),
    "schema-renamed none/breaking/none",
  ),
  history(
    "prop deprecated",
    responds(object({ "a!": text })),
    responds(object({ "a!": { ...text, deprecated: true } })),
    "property-deprecated compatible/compatible/none",
  ),
  history(
    "required moved in allOf",
    accepts({ allOf: [ref("B"), { required: ["x"] }] }, { B: object({ x: text }) }),
    accepts(ref("B"), { B: object({ "x!": text }) }),
    "request-property-became-required none/breaking/none",
  ),
  history(
    "required overlay added in req",
    accepts(ref("B"), { B: object({ x: text }) }),
    accepts({ allOf: [ref("B"), { required: ["x"] }] }, { B: object({ x: text }) }),
    "request-property-became-required breaking/breaking/breaking",
  ),
  history(
    "response property string -> array of string",
    responds(object({ "a!": text })),
    responds(object({ "a!": { type: "array", items: text } })),
    "response-type-changed breaking/breaking/breaking",
  ),
  history(
    "GitHub: simple user -> nullable",
    responds(object({ "user!": ref("U") }), { U: object({ "login!": text }) }),
    responds(object({ "user!": ref("NU") }), {
      U: object({ "login!": text }),
      NU: { type: ["object", "null"], required: ["login"], properties: { login: text } },
    }),
    "response-became-nullable breaking/breaking/none",
    "schema-added none/compatible/none",
  ),
  history(
    "GitHub: two schemas unified",
    responds(object({ "a!": ref("X"), "b!": ref("Y") }), {
      X: object({ "i!": text }),
      Y: object({ "i!": text }),
    }),
    responds(object({ "a!": ref("X"), "b!": ref("X") }), { X: object({ "i!": text }) }),
    "schema-renamed none/breaking/none",
  ),
  history(
    "prop type obj -> map",
    responds(object({ "m!": object({}) })),
    responds(object({ "m!": { type: "object", additionalProperties: text } })),
    "response-additional-properties-constrained compatible/compatible/breaking",
  ),
  history(
    "free object gets properties",
    responds(object({ "m!": { type: "object" } })),
    responds(object({ "m!": object({ a: text }) })),
    "response-optional-property-added compatible/breaking/none",
  ),
  history(
    "free object gets properties req",
    accepts(object({ "m!": { type: "object" } })),
    accepts(object({ "m!": object({ a: text }) })),
    "request-optional-property-added compatible/breaking/none",
  ),
  history(
    "closed request gains property",
    accepts(object({ a: text }, { additionalProperties: false })),
    accepts(object({ a: text, b: text }, { additionalProperties: false })),
    "request-optional-property-added compatible/compatible/none",
  ),
  history(
    "closed response gains property",
    responds(object({ a: text }, { additionalProperties: false })),
    responds(object({ a: text, b: text }, { additionalProperties: false })),
    "response-optional-property-added compatible/compatible/none",
  ),
  history(
    "optional -> nullable required resp",
    responds(object({ n: text })),
    responds(object({ "n!": nullable(text) })),
    "response-became-nullable breaking/breaking/none",
    "response-property-became-required compatible/compatible/breaking",
  ),
  history(
    "required nullable -> optional resp",
    responds(object({ "n!": nullable(text) })),
    responds(object({ n: text })),
    "response-property-became-optional breaking/breaking/none",
    "response-became-not-nullable compatible/compatible/breaking",
  ),
  history(
    "shared response component changed",
    paths(
      {
        "/a": {
          get: { responses: { 200: answer(text), 404: { $ref: "#/components/responses/NF" } } },
        },
        "/b": {
          get: { responses: { 200: answer(text), 404: { $ref: "#/components/responses/NF" } } },
        },
      },
      { components: { responses: { NF: answer(object({ "m!": text })) } } },
    ),
    paths(
      {
        "/a": {
          get: { responses: { 200: answer(text), 404: { $ref: "#/components/responses/NF" } } },
        },
        "/b": {
          get: { responses: { 200: answer(text), 404: { $ref: "#/components/responses/NF" } } },
        },
      },
      { components: { responses: { NF: answer(object({ "message!": text })) } } },
    ),
    "response-required-property-removed breaking/breaking/breaking",
    "response-required-property-added compatible/compatible/breaking",
  ),
  history(
    "prop renamed + both",
    echoes(ref("O"), { O: object({ "user_name!": text }) }),
    echoes(ref("O"), { O: object({ "username!": text }) }),
    "response-property-renamed breaking/breaking/breaking",
  ),
  history(
    "two unrelated props swapped",
    responds(object({ "colour!": text })),
    responds(object({ "size!": text })),
    "response-required-property-removed breaking/breaking/breaking",
    "response-required-property-added compatible/compatible/breaking",
  ),
  history(
    "unevaluated",
    responds(object({ a: text }, { unevaluatedProperties: false })),
    responds(object({ a: text, b: text }, { unevaluatedProperties: false })),
    "response-optional-property-added compatible/compatible/none",
  ),
  history(
    "required property without schema",
    accepts({ type: "object", required: ["a"] }),
    accepts(object({ "a!": text })),
    "request-type-narrowed breaking/breaking/breaking",
  ),
];
