import {
  type History,
  accepts,
  cat,
  choice,
  dog,
  history,
  integer,
  object,
  ref,
  responds,
  text,
  discriminated,
} from "./parts.ts";

/** Changes of alternatives. */
export const alternatives: readonly History[] = [
  history(
    "expandable: string -> anyOf string|obj",
    responds(object({ "c!": text }), { C: object({ "id!": text }) }),
    responds(object({ "c!": { anyOf: [text, ref("C")] } }), { C: object({ "id!": text }) }),
    "response-alternative-added breaking/breaking/none",
  ),
  history(
    "anyOf string|obj -> string",
    responds(object({ "c!": { anyOf: [text, ref("C")] } }), { C: object({ "id!": text }) }),
    responds(object({ "c!": text }), { C: object({ "id!": text }) }),
    "response-alternative-removed compatible/breaking/breaking",
  ),
  history(
    "request string -> string|obj",
    accepts(object({ "c!": text })),
    accepts(object({ "c!": { anyOf: [text, object({ id: text })] } })),
    "request-alternative-added compatible/compatible/none",
  ),
  history(
    "nullable ref anyOf",
    responds(object({ "a!": ref("C") }), { C: object({ "id!": text }) }),
    responds(object({ "a!": { anyOf: [ref("C"), { type: "null" }] } }), {
      C: object({ "id!": text }),
    }),
    "response-became-nullable breaking/breaking/none",
  ),
  history(
    "nullable removed oneOf",
    responds(object({ "a!": { oneOf: [ref("C"), { type: "null" }] } }), {
      C: object({ "id!": text }),
    }),
    responds(object({ "a!": ref("C") }), { C: object({ "id!": text }) }),
    "response-became-not-nullable compatible/compatible/breaking",
  ),
  history(
    "object -> oneOf split with discriminator (resp)",
    responds(ref("P"), {
      P: object({ "kind!": choice("card", "bank"), number: text, iban: text }),
    }),
    responds(ref("P"), {
      P: {
        oneOf: [ref("Card"), ref("Bank")],
        discriminator: {
          propertyName: "kind",
          mapping: { card: "#/components/schemas/Card", bank: "#/components/schemas/Bank" },
        },
      },
      Card: object({ "kind!": { const: "card" }, "number!": text }),
      Bank: object({ "kind!": { const: "bank" }, "iban!": text }),
    }),
    "response-values-rejected compatible/breaking/breaking",
  ),
  history(
    "object -> oneOf split (req)",
    accepts(ref("P"), { P: object({ "kind!": choice("card", "bank"), number: text, iban: text }) }),
    accepts(ref("P"), {
      P: {
        oneOf: [ref("Card"), ref("Bank")],
        discriminator: {
          propertyName: "kind",
          mapping: { card: "#/components/schemas/Card", bank: "#/components/schemas/Bank" },
        },
      },
      Card: object({ "kind!": { const: "card" }, "number!": text }),
      Bank: object({ "kind!": { const: "bank" }, "iban!": text }),
    }),
    "request-values-rejected breaking/breaking/breaking",
  ),
  history(
    "oneOf gains member resp",
    responds(ref("P"), {
      P: { oneOf: [ref("Card"), ref("Bank")] },
      Card: object({ "kind!": { const: "card" } }),
      Bank: object({ "kind!": { const: "bank" } }),
    }),
    responds(ref("P"), {
      P: { oneOf: [ref("Card"), ref("Bank"), ref("Cash")] },
      Card: object({ "kind!": { const: "card" } }),
      Bank: object({ "kind!": { const: "bank" } }),
      Cash: object({ "kind!": { const: "cash" } }),
    }),
    "response-alternative-added breaking/breaking/none",
  ),
  history(
    "oneOf gains member with discr mapping resp",
    responds(ref("P"), {
      P: {
        oneOf: [ref("Card"), ref("Bank")],
        discriminator: {
          propertyName: "kind",
          mapping: { card: "#/components/schemas/Card", bank: "#/components/schemas/Bank" },
        },
      },
      Card: object({ "kind!": text, n: text }),
      Bank: object({ "kind!": text, i: text }),
    }),
    responds(ref("P"), {
      P: {
        oneOf: [ref("Card"), ref("Bank"), ref("Cash")],
        discriminator: {
          propertyName: "kind",
          mapping: {
            card: "#/components/schemas/Card",
            bank: "#/components/schemas/Bank",
            cash: "#/components/schemas/Cash",
          },
        },
      },
      Card: object({ "kind!": text, n: text }),
      Bank: object({ "kind!": text, i: text }),
      Cash: object({ "kind!": text, c: text }),
    }),
    "response-alternative-added breaking/breaking/none",
  ),
  history(
    "single ref -> oneOf [that, other] resp",
    responds(ref("A"), { A: object({ "a!": text }) }),
    responds(
      { oneOf: [ref("A"), ref("B")] },
      { A: object({ "a!": text }), B: object({ "b!": text }) },
    ),
    "response-alternative-added breaking/breaking/none",
  ),
  history(
    "enum with description via oneOf const",
    responds(object({ a: choice("x", "y") })),
    responds(
      object({
        a: {
          oneOf: [
            { const: "x", description: "X" },
            { const: "y", description: "Y" },
          ],
        },
      }),
    ),
  ),
  history(
    "oneOf -> anyOf same",
    responds({ oneOf: [object({ "k!": { const: "a" } }), object({ "k!": { const: "b" } })] }),
    responds({ anyOf: [object({ "k!": { const: "a" } }), object({ "k!": { const: "b" } })] }),
  ),
  history(
    "discriminator mapping value renamed",
    responds(ref("P"), {
      P: discriminated("Cat", "Dog"),
      Cat: object({ "kind!": text, a: text }),
      Dog: object({ "kind!": text, b: text }),
    }),
    responds(ref("P"), {
      P: {
        ...discriminated("Cat", "Dog"),
        discriminator: {
          propertyName: "kind",
          mapping: { feline: "#/components/schemas/Cat", dog: "#/components/schemas/Dog" },
        },
      },
      Cat: object({ "kind!": text, a: text }),
      Dog: object({ "kind!": text, b: text }),
    }),
    "response-discriminator-mapping-renamed breaking/breaking/breaking",
  ),
  history(
    "discriminator added",
    responds(ref("P"), { P: { oneOf: [ref("Cat"), ref("Dog")] }, Cat: cat, Dog: dog }),
    responds(ref("P"), { P: discriminated("Cat", "Dog"), Cat: cat, Dog: dog }),
    "response-discriminator-added compatible/none/none",
  ),
  history(
    "member gains optional",
    responds(ref("P"), { P: discriminated("Cat", "Dog"), Cat: cat, Dog: dog }),
    responds(ref("P"), {
      P: discriminated("Cat", "Dog"),
      Cat: cat,
      Dog: object({ "kind!": { const: "dog" }, bark: text, x: text }),
    }),
    "response-optional-property-added compatible/compatible/none",
  ),
  history(
    "member property type changed",
    responds(ref("P"), { P: discriminated("Cat", "Dog"), Cat: cat, Dog: dog }),
    responds(ref("P"), {
      P: discriminated("Cat", "Dog"),
      Cat: cat,
      Dog: object({ "kind!": { const: "dog" }, bark: integer }),
    }),
    "response-type-changed breaking/breaking/breaking",
  ),
  history(
    "member removed req",
    accepts(ref("P"), { P: discriminated("Cat", "Dog"), Cat: cat, Dog: dog }),
    accepts(ref("P"), {
      P: {
        oneOf: [ref("Cat")],
        discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
      },
      Cat: cat,
      Dog: dog,
    }),
    "request-alternative-removed breaking/breaking/breaking",
  ),
  history(
    "anyOf two strings formats",
    responds(
      object({
        "a!": {
          anyOf: [
            { ...text, format: "date" },
            { ...text, format: "date-time" },
          ],
        },
      }),
    ),
    responds(object({ "a!": { ...text, format: "date-time" } })),
    "response-alternative-removed compatible/none/breaking",
  ),
  history(
    "oneOf prim added",
    responds(object({ "a!": { oneOf: [text, integer] } })),
    responds(object({ "a!": { oneOf: [text, integer, { type: "boolean" }] } })),
    "response-type-widened breaking/breaking/none",
  ),
  history(
    "array items oneOf added",
    responds({ type: "array", items: { oneOf: [ref("Cat"), ref("Dog")] } }, { Cat: cat, Dog: dog }),
    responds(
      { type: "array", items: { oneOf: [ref("Cat"), ref("Dog"), ref("Fish")] } },
      { Cat: cat, Dog: dog, Fish: object({ "kind!": { const: "fish" } }) },
    ),
    "response-alternative-added breaking/breaking/none",
  ),
  history(
    "items ref -> oneOf",
    responds({ type: "array", items: ref("Cat") }, { Cat: cat }),
    responds({ type: "array", items: { oneOf: [ref("Cat"), ref("Dog")] } }, { Cat: cat, Dog: dog }),
    "response-alternative-added breaking/breaking/none",
  ),
  history(
    "allOf member added resp",
    responds({ allOf: [ref("A")] }, { A: object({ "a!": text }) }),
    responds(
      { allOf: [ref("A"), ref("B")] },
      { A: object({ "a!": text }), B: object({ "b!": text }) },
    ),
    "response-required-property-added compatible/compatible/breaking",
  ),
  history(
    "allOf member removed resp",
    responds(
      { allOf: [ref("A"), ref("B")] },
      { A: object({ "a!": text }), B: object({ "b!": text }) },
    ),
    responds({ allOf: [ref("A")] }, { A: object({ "a!": text }), B: object({ "b!": text }) }),
    "response-required-property-removed breaking/breaking/breaking",
  ),
];
