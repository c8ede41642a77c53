import { type Example, type Rule, anywhere } from "../rule.ts";

const string = { type: "string" };
const query = (more: object = {}): object => ({ name: "q", in: "query", schema: string, ...more });
const parameters = (before: object[], after: object[]): Example => ({
  place: "operation",
  before: { parameters: before },
  after: { parameters: after },
});
const parameter = (before: object, after: object): Example =>
  parameters([query(before)], [query(after)]);
const schema = (before: object, after: object): Example =>
  parameter({ schema: before }, { schema: after });

const stays = "Requests that were valid stay valid.";

/** Rules about parameters. */
export const parameterRules: readonly Rule[] = [
  ...anywhere(
    "required-parameter-added",
    "parameters",
    parameters([], [query({ required: true })]),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestRequiredAdded",
      "Every request must send it, or it is rejected. Add it to your calls.",
    ],
  ),
  ...anywhere("optional-parameter-added", "parameters", parameters([], [query()]), [
    "compatible",
    "compatible",
    "none",
    "requestOptionalAdded",
    stays,
  ]),
  ...anywhere(
    "path-parameter-added",
    "parameters",
    {
      place: "document",
      before: { paths: { "/a/{id}": { get: {} } } },
      after: {
        paths: {
          "/a/{id}": {
            get: { parameters: [{ name: "id", in: "path", required: true, schema: string }] },
          },
        },
      },
    },
    [
      "breaking",
      "breaking",
      "breaking",
      "requestRequiredAdded",
      "Every request must send it. Add it to your calls.",
    ],
  ),
  ...anywhere(
    "path-parameter-removed",
    "parameters",
    {
      place: "document",
      before: {
        paths: {
          "/a/{id}": {
            get: { parameters: [{ name: "id", in: "path", required: true, schema: string }] },
          },
        },
      },
      after: { paths: { "/a/{id}": { get: {} } } },
    },
    [
      "breaking",
      "breaking",
      "breaking",
      "requestParameterRemoved",
      "The path no longer has the parameter. Remove it from your calls.",
    ],
  ),
  ...anywhere("parameter-removed", "parameters", parameters([query()], []), [
    "potential",
    "breaking",
    "breaking",
    "requestParameterRemoved",
    "The API ignores it or rejects the request. Stop sending it.",
  ]),
  ...anywhere(
    "parameter-removed-before-sunset",
    "parameters",
    parameters([query({ deprecated: true, "x-sunset": "2999-01-01" })], []),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestParameterRemoved",
      "It went away earlier than announced. Stop sending it.",
    ],
  ),
  ...anywhere(
    "parameter-removed-after-sunset",
    "parameters",
    parameters([query({ deprecated: true, "x-sunset": "2001-01-01" })], []),
    [
      "compatible",
      "breaking",
      "breaking",
      "requestParameterRemoved",
      "The removal was announced. Stop sending it.",
    ],
  ),
  ...anywhere(
    "parameter-renamed",
    "parameters",
    parameters([query({ name: "page_size" })], [query({ name: "pageSize" })]),
    [
      "breaking",
      "breaking",
      "breaking",
      "requestPropertyRemoved",
      "The API no longer reads the old name. Send the new one.",
    ],
  ),
  ...anywhere("parameter-moved", "parameters", parameters([query()], [query({ in: "header" })]), [
    "breaking",
    "breaking",
    "breaking",
    "requestPropertyRemoved",
    "The API no longer reads it at the old place. Send it at the new one.",
  ]),
  ...anywhere("parameter-became-required", "parameters", parameter({}, { required: true }), [
    "breaking",
    "breaking",
    "breaking",
    "requestBecameRequired",
    "Every request must send it, or it is rejected. Add it to your calls.",
  ]),
  ...anywhere("parameter-became-optional", "parameters", parameter({ required: true }, {}), [
    "compatible",
    "compatible",
    "none",
    "requestBecameOptional",
    stays,
  ]),
  ...anywhere("parameter-deprecated", "parameters", parameter({}, { deprecated: true }), [
    "compatible",
    "compatible",
    "none",
    "deprecated",
    "It still works. Plan to stop sending it.",
  ]),
  ...anywhere("parameter-reactivated", "parameters", parameter({ deprecated: true }, {}), [
    "compatible",
    "compatible",
    "none",
    "deprecated",
    "It is there to stay.",
  ]),
  ...anywhere(
    "parameter-serialization-changed",
    "parameters",
    parameter(
      { schema: { type: "array", items: string } },
      { schema: { type: "array", items: string }, explode: false },
    ),
    [
      "breaking",
      "none",
      "breaking",
      "requestNarrowed",
      "The API reads the value in another spelling. Update the client, or write the value the new way.",
    ],
  ),
  ...anywhere(
    "parameter-became-list",
    "parameters",
    schema(string, { type: "array", items: string }),
    [
      "compatible",
      "breaking",
      "none",
      "requestLoosened",
      "Requests that were valid stay valid. In code, write a list with one value.",
    ],
  ),
  ...anywhere("empty-value-allowed", "parameters", parameter({}, { allowEmptyValue: true }), [
    "compatible",
    "none",
    "none",
    "requestLoosened",
    stays,
  ]),
  ...anywhere("empty-value-forbidden", "parameters", parameter({ allowEmptyValue: true }, {}), [
    "breaking",
    "none",
    "breaking",
    "requestTightened",
    "A request with the empty parameter is rejected. Send a value, or leave it out.",
  ]),
  ...anywhere(
    "request-parameter-default-added",
    "parameters",
    schema({ type: "integer" }, { type: "integer", default: 10 }),
    [
      "breaking",
      "none",
      "none",
      "requestDefaultChanged",
      "A request without the parameter now means this value. Send the value that you rely on.",
    ],
  ),
  ...anywhere(
    "request-parameter-default-changed",
    "parameters",
    schema({ type: "integer", default: 10 }, { type: "integer", default: 20 }),
    [
      "breaking",
      "none",
      "none",
      "requestDefaultChanged",
      "A request without the parameter now means another value. Send the old one to keep the old behaviour.",
    ],
  ),
  ...anywhere(
    "request-parameter-default-removed",
    "parameters",
    schema({ type: "integer", default: 10 }, { type: "integer" }),
    [
      "breaking",
      "none",
      "none",
      "requestDefaultChanged",
      "A request without the parameter may mean another value. Send the old default to keep the old behaviour.",
    ],
  ),
];
