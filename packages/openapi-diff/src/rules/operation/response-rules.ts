import { type Example, type Rule, anywhere, namesMediaType } from "../rule.ts";

const json = (schema: object): object => ({ "application/json": { schema } });
const text = { type: "string" };
const object = { type: "object", properties: { a: text } };
const other = { type: "object", required: ["code"], properties: { code: text } };
const responses = (before: object, after: object): Example => ({
  place: "operation",
  before: { responses: before },
  after: { responses: after },
});
const answer = (schema?: object, more: object = {}): object => ({
  description: "",
  ...(schema ? { content: json(schema) } : {}),
  ...more,
});
const response = (before: object, after: object): Example =>
  responses({ 200: before }, { 200: after });
const media = (before: object, after: object): Example =>
  response({ description: "", content: before }, { description: "", content: after });
const header = (before: object, after: object): Example =>
  response(answer(undefined, { headers: before }), answer(undefined, { headers: after }));

const event = (requestBody: object): object => ({
  webhooks: { ordered: { post: { requestBody, responses: { 200: answer() } } } },
});

const expects = "Code that reads the old response keeps working.";

/** Rules about responses, their bodies, headers and links. */
export const responseRules: readonly Rule[] = [
  ...anywhere(
    "response-success-status-changed",
    "responses",
    responses({ 201: answer(object) }, { 200: answer(object) }),
    [
      "breaking",
      "breaking",
      "breaking",
      "successStatusChanged",
      "Code that waits for the old status never sees it. Expect the new one.",
    ],
  ),
  ...anywhere(
    "response-success-status-removed",
    "responses",
    responses({ 200: answer(object), 202: answer(object) }, { 200: answer(object) }),
    [
      "breaking",
      "breaking",
      "breaking",
      "successStatusChanged",
      "Code that waits for this status never sees it. Remove it.",
    ],
  ),
  ...anywhere(
    "response-success-status-added",
    "responses",
    responses({ 200: answer(object) }, { 200: answer(object), 202: answer(object) }),
    [
      "compatible",
      "compatible",
      "none",
      "responseOptionalAdded",
      "The body is one that callers know. Check code that compares the status with one number.",
    ],
  ),
  ...anywhere(
    "response-second-success-body-added",
    "responses",
    responses({ 200: answer(object) }, { 200: answer(object), 202: answer(other) }),
    [
      "compatible",
      "breaking",
      "none",
      "secondSuccess",
      "The result may now have either of two shapes. Tell them apart by the status.",
    ],
  ),
  ...anywhere(
    "response-error-status-added",
    "responses",
    responses(
      { 200: answer(), 400: answer(other) },
      { 200: answer(), 400: answer(other), 409: answer(other) },
    ),
    [
      "compatible",
      "compatible",
      "none",
      "errorAddedSame",
      "The error has a shape that callers know. Handle the status where it matters.",
    ],
  ),
  ...anywhere(
    "response-other-error-added",
    "responses",
    responses(
      { 200: answer(), 400: answer(other) },
      { 200: answer(), 400: answer(other), 409: answer(text) },
    ),
    [
      "compatible",
      "breaking",
      "none",
      "errorAddedOther",
      "An error may now have another shape. Check code that reads fields of errors.",
    ],
  ),
  ...anywhere(
    "response-error-status-removed",
    "responses",
    responses(
      { 200: answer(), 400: answer(other), 409: answer(other) },
      { 200: answer(), 400: answer(other) },
    ),
    [
      "compatible",
      "compatible",
      "breaking",
      "errorRemoved",
      "The API no longer responds with it. Code that handles it is no longer needed.",
    ],
  ),
  ...anywhere("response-body-removed", "responses", response(answer(object), answer()), [
    "breaking",
    "breaking",
    "breaking",
    "successBodyDropped",
    "Code that reads the body finds none. Remove what depends on it.",
  ]),
  ...anywhere("response-body-added", "responses", response(answer(), answer(object)), [
    "compatible",
    "compatible",
    "breaking",
    "responseOptionalAdded",
    "The body is there to use. Recorded responses without one are no longer valid.",
  ]),
  ...anywhere(
    "response-body-became-optional",
    "callbacks",
    {
      place: "document",
      before: event({ required: true, content: json(object) }),
      after: event({ content: json(object) }),
    },
    [
      "breaking",
      "breaking",
      "none",
      "responseBecameOptional",
      "Code that reads the body without a check fails when there is none. Handle its absence.",
    ],
  ),
  ...anywhere(
    "response-error-body-added",
    "responses",
    responses({ 200: answer(), 400: answer() }, { 200: answer(), 400: answer(other) }),
    [
      "compatible",
      "compatible",
      "breaking",
      "errorAddedSame",
      "The error now says more. Recorded errors without a body are no longer valid.",
    ],
  ),
  ...anywhere(
    "response-media-type-added",
    "responses",
    media(json(object), { ...json(object), "application/xml": { schema: object } }),
    [
      "compatible",
      "compatible",
      "none",
      "responseOptionalAdded",
      "The API still has the old media type. Name it in `Accept` to be sure to get it.",
    ],
  ),
  ...anywhere(
    "response-media-type-removed",
    "responses",
    media({ ...json(object), "application/xml": { schema: object } }, json(object)),
    [
      "breaking",
      "breaking",
      "breaking",
      "responseMediaTypeReplaced",
      "Code that reads the removed media type fails. Read one that is left.",
    ],
  ),
  ...anywhere(
    "response-media-type-charset-changed",
    "responses",
    media(json(object), { "application/json; charset=utf-8": { schema: object } }),
    ["none", "breaking", "none", "schemaInlined", namesMediaType],
  ),
  ...anywhere(
    "response-media-type-replaced",
    "responses",
    media(json(object), { "application/xml": { schema: object } }),
    [
      "breaking",
      "breaking",
      "breaking",
      "responseMediaTypeReplaced",
      "Code that reads the old media type fails. Read the new one.",
    ],
  ),
  ...anywhere(
    "response-media-type-generalized",
    "responses",
    media({ "image/png": { schema: text } }, { "image/*": { schema: text } }),
    [
      "breaking",
      "breaking",
      "none",
      "responseMediaTypeReplaced",
      "A response may be in another media type of the range. Check what your code reads.",
    ],
  ),
  ...anywhere(
    "response-media-type-specialized",
    "responses",
    media({ "image/*": { schema: text } }, { "image/png": { schema: text } }),
    ["compatible", "breaking", "breaking", "responseMediaTypeReplaced", expects],
  ),
  ...anywhere(
    "response-media-type-schema-added",
    "responses",
    media({ "application/json": {} }, json(object)),
    ["compatible", "compatible", "breaking", "responseNarrowed", expects],
  ),
  ...anywhere(
    "response-media-type-schema-removed",
    "responses",
    media(json(object), { "application/json": {} }),
    [
      "potential",
      "breaking",
      "none",
      "responseTypeWidened",
      "A response may have any shape. Check what your code reads.",
    ],
  ),
  ...anywhere(
    "response-encoding-changed",
    "responses",
    media(
      { "multipart/form-data": { schema: object } },
      { "multipart/form-data": { schema: object, encoding: { a: { contentType: "image/png" } } } },
    ),
    [
      "breaking",
      "none",
      "breaking",
      "responseMediaTypeReplaced",
      "The part is written in another way. Update the code that reads it.",
    ],
  ),
  ...anywhere("header-added", "headers", header({}, { "X-A": { schema: text } }), [
    "compatible",
    "compatible",
    "none",
    "headerChanged",
    expects,
  ]),
  ...anywhere(
    "required-header-removed",
    "headers",
    header({ "X-A": { required: true, schema: text } }, {}),
    [
      "breaking",
      "breaking",
      "breaking",
      "responsePropertyRemoved",
      "Code that reads the header finds nothing. Remove what depends on it.",
    ],
  ),
  ...anywhere("optional-header-removed", "headers", header({ "X-A": { schema: text } }, {}), [
    "potential",
    "breaking",
    "breaking",
    "headerChanged",
    "Code that reads the header finds nothing. Remove what depends on it.",
  ]),
  ...anywhere(
    "header-became-optional",
    "headers",
    header({ "X-A": { required: true, schema: text } }, { "X-A": { schema: text } }),
    [
      "breaking",
      "breaking",
      "none",
      "responseBecameOptional",
      "Code that uses the header without a check fails when it is missing. Handle its absence.",
    ],
  ),
  ...anywhere(
    "header-became-required",
    "headers",
    header({ "X-A": { schema: text } }, { "X-A": { required: true, schema: text } }),
    [
      "compatible",
      "compatible",
      "breaking",
      "headerChanged",
      "Code may drop its check for a missing header. Recorded responses without it are no longer valid.",
    ],
  ),
  ...anywhere(
    "header-deprecated",
    "headers",
    header({ "X-A": { schema: text } }, { "X-A": { deprecated: true, schema: text } }),
    [
      "compatible",
      "compatible",
      "none",
      "deprecated",
      "It is still sent. Plan to stop reading it.",
    ],
  ),
  ...anywhere(
    "header-reactivated",
    "headers",
    header({ "X-A": { deprecated: true, schema: text } }, { "X-A": { schema: text } }),
    ["compatible", "compatible", "none", "deprecated", "It is there to stay."],
  ),
  ...anywhere(
    "link-added",
    "responses",
    response(answer(), answer(undefined, { links: { next: { operationId: "listPets" } } })),
    ["compatible", "none", "none", "documentation", expects],
  ),
  ...anywhere(
    "link-changed",
    "responses",
    response(
      answer(undefined, { links: { next: { operationId: "listPets" } } }),
      answer(undefined, { links: { next: { operationId: "getPet" } } }),
    ),
    [
      "potential",
      "none",
      "none",
      "documentation",
      "Code that follows the link gets elsewhere. Check it.",
    ],
  ),
  ...anywhere(
    "link-removed",
    "responses",
    response(answer(undefined, { links: { next: { operationId: "listPets" } } }), answer()),
    [
      "potential",
      "none",
      "none",
      "documentation",
      "Code that follows the link finds none. Remove it.",
    ],
  ),
];
