import { type Example, type Rule, anywhere, namesMediaType } from "../rule.ts";

const json = (schema: object): object => ({ "application/json": { schema } });
const text = { type: "string" };
const object = { type: "object", properties: { a: text } };
const body = (before: object | undefined, after: object | undefined): Example => ({
  place: "operation",
  before: before ? { requestBody: before } : {},
  after: after ? { requestBody: after } : {},
});
const content = (before: object, after: object): Example =>
  body({ content: before }, { content: after });

const stays = "Requests that were valid stay valid.";

/** Rules about request bodies. */
export const requestBodyRules: readonly Rule[] = [
  ...anywhere(
    "required-request-body-added",
    "bodies",
    body(undefined, { required: true, content: json(object) }),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestRequiredAdded",
      "Every request must have a body, or it is rejected. Send one.",
    ],
  ),
  ...anywhere("optional-request-body-added", "bodies", body(undefined, { content: json(object) }), [
    "compatible",
    "compatible",
    "none",
    "requestOptionalAdded",
    stays,
  ]),
  ...anywhere("request-body-removed", "bodies", body({ content: json(object) }, undefined), [
    "breaking",
    "breaking",
    "breaking",
    "requestPropertyRemoved",
    "The API no longer reads a body. Stop sending one.",
  ]),
  ...anywhere(
    "request-body-became-required",
    "bodies",
    body({ content: json(object) }, { required: true, content: json(object) }),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestBecameRequired",
      "A request without a body is rejected. Send one.",
    ],
  ),
  ...anywhere(
    "request-body-became-optional",
    "bodies",
    body({ required: true, content: json(object) }, { content: json(object) }),
    ["compatible", "compatible", "none", "requestMediaTypeAdded", stays],
  ),
  ...anywhere(
    "request-media-type-added",
    "bodies",
    content(json(object), { ...json(object), "application/xml": { schema: object } }),
    ["compatible", "compatible", "none", "requestMediaTypeAdded", stays],
  ),
  ...anywhere(
    "request-media-type-removed",
    "bodies",
    content({ ...json(object), "application/xml": { schema: object } }, json(object)),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestMediaTypeReplaced",
      "A request in the removed media type is rejected. Send one that is left.",
    ],
  ),
  ...anywhere(
    "request-media-type-charset-changed",
    "bodies",
    content(json(object), { "application/json; charset=utf-8": { schema: object } }),
    ["none", "breaking", "none", "schemaInlined", namesMediaType],
  ),
  ...anywhere(
    "request-media-type-replaced",
    "bodies",
    content(json(object), { "application/xml": { schema: object } }),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestMediaTypeReplaced",
      "A request in the old media type is rejected. Send the new one.",
    ],
  ),
  ...anywhere(
    "request-media-type-generalized",
    "bodies",
    content({ "image/png": { schema: text } }, { "image/*": { schema: text } }),
    ["compatible", "breaking", "none", "requestMediaTypeAdded", stays],
  ),
  ...anywhere(
    "request-media-type-specialized",
    "bodies",
    content({ "image/*": { schema: text } }, { "image/png": { schema: text } }),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestMediaTypeReplaced",
      "A request in another media type of the range is rejected. Send this one.",
    ],
  ),
  ...anywhere(
    "request-media-type-schema-added",
    "bodies",
    content({ "application/json": {} }, json(object)),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestNarrowed",
      "A body of another shape is rejected. Check what your code sends.",
    ],
  ),
  ...anywhere(
    "request-media-type-schema-removed",
    "bodies",
    content(json(object), { "application/json": {} }),
    ["compatible", "compatible", "none", "requestWidened", stays],
  ),
  ...anywhere(
    "request-encoding-changed",
    "bodies",
    content(
      { "multipart/form-data": { schema: object } },
      { "multipart/form-data": { schema: object, encoding: { a: { contentType: "image/png" } } } },
    ),
    [
      "breaking",
      "none",
      "breaking",
      "requestNarrowed",
      "The API reads the part in another spelling. Update the client, or write it the new way.",
    ],
  ),
];
