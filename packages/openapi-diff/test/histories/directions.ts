import {
  type History,
  accepts,
  answer,
  api,
  choice,
  document,
  echoes,
  history,
  integer,
  object,
  ok,
  readOnly,
  ref,
  text,
} from "./parts.ts";

/** Changes that mean one thing in requests and another in responses. */
export const directions: readonly History[] = [
  history(
    "readOnly added both",
    echoes(ref("O"), { O: object({ id: text, a: text }) }),
    echoes(ref("O"), { O: object({ id: { ...text, readOnly: true }, a: text }) }),
    "request-became-read-only potential/breaking/breaking",
  ),
  history(
    "required readOnly added both",
    echoes(ref("O"), { O: object({ "id!": text, a: text }) }),
    echoes(ref("O"), { O: object({ "id!": { ...text, readOnly: true }, a: text }) }),
    "request-became-read-only potential/breaking/breaking",
  ),
  history(
    "readOnly removed both required",
    echoes(ref("O"), { O: object({ "id!": { ...text, readOnly: true }, a: text }) }),
    echoes(ref("O"), { O: object({ "id!": text, a: text }) }),
    "request-property-became-required breaking/breaking/breaking",
  ),
  history(
    "new readOnly property",
    echoes(ref("O"), { O: object({ a: text }) }),
    echoes(ref("O"), { O: object({ a: text, "id!": { ...text, readOnly: true } }) }),
    "response-required-property-added compatible/compatible/breaking",
  ),
  history(
    "new writeOnly required property",
    echoes(ref("O"), { O: object({ a: text }) }),
    echoes(ref("O"), { O: object({ a: text, "password!": { ...text, writeOnly: true } }) }),
    "request-required-property-added breaking/breaking/breaking",
  ),
  history(
    "request-only readOnly type changed",
    accepts(object({ a: text, id: readOnly(text) })),
    accepts(object({ a: text, id: readOnly(integer) })),
    "request-type-changed none/none/none",
  ),
  history(
    "request-only readOnly added",
    accepts(object({ a: text })),
    accepts(object({ a: text, id: readOnly(text) })),
    "request-optional-property-added none/none/none",
  ),
  history(
    "request-only readOnly removed",
    accepts(object({ a: text, id: readOnly(text) })),
    accepts(object({ a: text })),
    "request-property-removed none/none/none",
  ),
  history(
    "echo readOnly type changed",
    echoes(ref("O"), { O: object({ a: text, id: readOnly(text) }) }),
    echoes(ref("O"), { O: object({ a: text, id: readOnly(integer) }) }),
    "response-type-changed breaking/breaking/breaking",
  ),
  history(
    "echo readOnly added",
    echoes(ref("O"), { O: object({ a: text }) }),
    echoes(ref("O"), { O: object({ a: text, id: readOnly(text) }) }),
    "response-optional-property-added compatible/compatible/none",
  ),
  history(
    "echo readOnly required added",
    echoes(ref("O"), { O: object({ a: text }) }),
    echoes(ref("O"), { O: object({ a: text, "id!": readOnly(text) }) }),
    "response-required-property-added compatible/compatible/breaking",
  ),
  history(
    "echo readOnly removed",
    echoes(ref("O"), { O: object({ a: text, id: readOnly(text) }) }),
    echoes(ref("O"), { O: object({ a: text }) }),
    "response-optional-property-removed potential/breaking/breaking",
  ),
  history(
    "echo readOnly described",
    echoes(ref("O"), { O: object({ a: text, id: readOnly(text) }) }),
    echoes(ref("O"), { O: object({ a: text, id: readOnly({ ...text, description: "x" }) }) }),
    "description-changed documentation/none/none",
  ),
  history(
    "request readOnly described",
    accepts(ref("O"), { O: object({ a: text, id: readOnly(text) }) }),
    accepts(ref("O"), { O: object({ a: text, id: readOnly({ ...text, description: "x" }) }) }),
    "description-changed documentation/none/none",
  ),
  history(
    "webhook enum value added",
    document({
      paths: {},
      webhooks: {
        e: {
          post: {
            requestBody: {
              content: { "application/json": { schema: object({ "type!": choice("a", "b") }) } },
            },
            ...ok,
          },
        },
      },
    }),
    document({
      paths: {},
      webhooks: {
        e: {
          post: {
            requestBody: {
              content: {
                "application/json": { schema: object({ "type!": choice("a", "b", "c") }) },
              },
            },
            ...ok,
          },
        },
      },
    }),
    "response-enum-value-added potential/compatible/none",
  ),
  history(
    "webhook required property added",
    document({
      paths: {},
      webhooks: {
        e: {
          post: {
            requestBody: { content: { "application/json": { schema: object({ "type!": text }) } } },
            ...ok,
          },
        },
      },
    }),
    document({
      paths: {},
      webhooks: {
        e: {
          post: {
            requestBody: {
              content: { "application/json": { schema: object({ "type!": text, "x!": text }) } },
            },
            ...ok,
          },
        },
      },
    }),
    "response-required-property-added compatible/compatible/breaking",
  ),
  history(
    "webhook property removed",
    document({
      paths: {},
      webhooks: {
        e: {
          post: {
            requestBody: {
              content: { "application/json": { schema: object({ "type!": text, "x!": text }) } },
            },
            ...ok,
          },
        },
      },
    }),
    document({
      paths: {},
      webhooks: {
        e: {
          post: {
            requestBody: { content: { "application/json": { schema: object({ "type!": text }) } } },
            ...ok,
          },
        },
      },
    }),
    "response-required-property-removed breaking/breaking/breaking",
  ),
  history(
    "webhook expects body from us",
    document({ paths: {}, webhooks: { e: { post: { responses: { 200: answer() } } } } }),
    document({
      paths: {},
      webhooks: {
        e: { post: { responses: { 200: answer(object({ "ok!": { type: "boolean" } })) } } },
      },
    }),
    "required-request-body-added breaking/breaking/breaking",
  ),
  history(
    "callback added",
    api({}),
    api({ callbacks: { done: { "{$request.body#/url}": { post: ok } } } }),
    "callback-added compatible/compatible/none",
  ),
];
