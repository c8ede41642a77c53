import { type Rule, bothWays, schemas } from "../rule.ts";

const stays = "Requests that were valid stay valid.";
const expects = "Code that reads the old response keeps working.";
const string = { type: "string" };
const shape = (kind: string, field: string): unknown => ({
  type: "object",
  required: ["kind", field],
  properties: { kind: { const: kind }, [field]: string },
});
const [circle, square, line] = [shape("circle", "r"), shape("square", "a"), shape("line", "b")];

/** Rules about alternatives, discriminators and XML. */
export const unionRules: readonly Rule[] = [
  ...bothWays(
    "alternative-added",
    "schemas",
    schemas({ oneOf: [circle, square] }, { oneOf: [circle, square, line] }),
    ["compatible", "compatible", "none", "requestWidened", stays],
    [
      "breaking",
      "compiler",
      "none",
      "responseMemberAdded",
      "A response may have a shape that code does not know. Handle it, or add a default.",
    ],
  ),
  ...bothWays(
    "alternative-removed",
    "schemas",
    schemas({ oneOf: [circle, square, line] }, { oneOf: [circle, square] }),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestNarrowed",
      "A request of that shape is rejected. Send one that is left.",
    ],
    [
      "compatible",
      "breaking",
      "breaking",
      "responseMemberRemoved",
      "The API no longer sends that shape. Remove the code that handles it.",
    ],
  ),
  ...bothWays(
    "discriminator-added",
    "schemas",
    schemas(
      { oneOf: [circle, square] },
      { oneOf: [circle, square], discriminator: { propertyName: "kind" } },
    ),
    ["compatible", "compiler", "none", "requestWidened", stays],
    ["compatible", "compiler", "none", "responseConstraint", expects],
  ),
  ...bothWays(
    "discriminator-removed",
    "schemas",
    schemas(
      { oneOf: [circle, square], discriminator: { propertyName: "kind" } },
      { oneOf: [circle, square] },
    ),
    ["compatible", "compiler", "none", "requestWidened", stays],
    [
      "compatible",
      "compiler",
      "none",
      "responseConstraint",
      "Code that tells shapes apart by the property keeps working as long as the API sends it.",
    ],
  ),
  ...bothWays(
    "discriminator-property-name-changed",
    "schemas",
    schemas(
      { oneOf: [circle, square], discriminator: { propertyName: "kind" } },
      { oneOf: [circle, square], discriminator: { propertyName: "r" } },
    ),
    [
      "potential",
      "compiler",
      "breaking",
      "requestNarrowed",
      "The API tells shapes apart by another property. Send that one.",
    ],
    [
      "potential",
      "compiler",
      "breaking",
      "responseMemberRemoved",
      "Code that tells shapes apart by the old property may fail. Use the new one.",
    ],
  ),
  ...bothWays(
    "discriminator-mapping-added",
    "schemas",
    schemas(
      { oneOf: [circle, square], discriminator: { propertyName: "kind" } },
      {
        oneOf: [circle, square],
        discriminator: { propertyName: "kind", mapping: { circle: "#/components/schemas/Thing" } },
      },
    ),
    ["compatible", "compiler", "none", "requestWidened", stays],
    ["compatible", "compiler", "none", "responseConstraint", expects],
  ),
  ...bothWays(
    "discriminator-mapping-changed",
    "schemas",
    schemas(
      {
        oneOf: [circle, square],
        discriminator: { propertyName: "kind", mapping: { circle: "#/components/schemas/Thing" } },
      },
      {
        oneOf: [circle, square],
        discriminator: { propertyName: "kind", mapping: { circle: "#/components/schemas/Other" } },
      },
    ),
    [
      "potential",
      "compiler",
      "breaking",
      "requestNarrowed",
      "The value stands for another shape. Check what your code sends with it.",
    ],
    [
      "potential",
      "compiler",
      "breaking",
      "responseMemberRemoved",
      "The value stands for another shape. Check code that reads it.",
    ],
  ),
  ...bothWays(
    "discriminator-mapping-renamed",
    "schemas",
    schemas(
      {
        oneOf: [circle, square],
        discriminator: { propertyName: "kind", mapping: { circle: "#/components/schemas/Thing" } },
      },
      {
        oneOf: [circle, square],
        discriminator: { propertyName: "kind", mapping: { disc: "#/components/schemas/Thing" } },
      },
    ),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestNarrowed",
      "A request with the old value is rejected. Send the new one.",
    ],
    [
      "breaking",
      "breaking",
      "breaking",
      "responseMemberRemoved",
      "Code that compares with the old value no longer matches. Compare with the new one.",
    ],
  ),
  ...bothWays(
    "discriminator-mapping-removed",
    "schemas",
    schemas(
      {
        oneOf: [circle, square],
        discriminator: { propertyName: "kind", mapping: { circle: "#/components/schemas/Thing" } },
      },
      { oneOf: [circle, square], discriminator: { propertyName: "kind" } },
    ),
    [
      "potential",
      "compiler",
      "breaking",
      "requestNarrowed",
      "The value may no longer be accepted. Check what your code sends.",
    ],
    [
      "compatible",
      "compiler",
      "breaking",
      "responseMemberRemoved",
      "The API may no longer send the value.",
    ],
  ),
  ...bothWays(
    "xml-changed",
    "schemas",
    schemas({ ...string, xml: { name: "a" } }, { ...string, xml: { name: "b" } }),
    [
      "potential",
      "none",
      "breaking",
      "requestNarrowed",
      "The XML form differs. Requests in XML need the new form.",
    ],
    [
      "potential",
      "none",
      "breaking",
      "responseConstraint",
      "The XML form differs. Code that reads XML needs the new form.",
    ],
  ),
];
