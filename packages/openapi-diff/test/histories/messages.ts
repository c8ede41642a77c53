import {
  type History,
  accepts,
  answer,
  api,
  history,
  integer,
  object,
  ok,
  paths,
  ref,
  text,
} from "./parts.ts";

/** Changes of responses, request bodies and headers. */
export const messages: readonly History[] = [
  history(
    "add 429 with same error",
    api(
      { responses: { 200: answer(text), 400: answer(ref("E")) } },
      { E: object({ "code!": text }) },
    ),
    api(
      { responses: { 200: answer(text), 400: answer(ref("E")), 429: answer(ref("E")) } },
      { E: object({ "code!": text }) },
    ),
    "response-error-status-added compatible/compatible/none",
  ),
  history(
    "add 500 without body",
    api(
      { responses: { 200: answer(text), 400: answer(ref("E")) } },
      { E: object({ "code!": text }) },
    ),
    api(
      { responses: { 200: answer(text), 400: answer(ref("E")), 500: answer() } },
      { E: object({ "code!": text }) },
    ),
    "response-error-status-added compatible/compatible/none",
  ),
  history(
    "add 304",
    api({ responses: { 200: answer(text) } }),
    api({ responses: { 200: answer(text), 304: answer() } }),
    "response-error-status-added compatible/compatible/none",
  ),
  history(
    "add 202 same body",
    api({ responses: { 200: answer(object({ a: text })) } }),
    api({ responses: { 200: answer(object({ a: text })), 202: answer(object({ a: text })) } }),
    "response-success-status-added compatible/compatible/none",
  ),
  history(
    "200->204",
    api({ responses: { 200: answer(object({ a: text })) } }),
    api({ responses: { 204: answer() } }),
    "response-success-status-changed breaking/breaking/breaking",
  ),
  history(
    "200->201",
    api({ responses: { 200: answer(object({ a: text })) } }),
    api({ responses: { 201: answer(object({ a: text })) } }),
    "response-success-status-changed breaking/breaking/breaking",
  ),
  history(
    "404 split from default",
    api(
      { responses: { 200: answer(text), default: answer(ref("E")) } },
      { E: object({ "code!": text }) },
    ),
    api(
      { responses: { 200: answer(text), 404: answer(ref("E")), default: answer(ref("E")) } },
      { E: object({ "code!": text }) },
    ),
    "response-error-status-added compatible/compatible/none",
  ),
  history(
    "4XX range replaced by 400,404",
    api(
      { responses: { 200: answer(text), "4XX": answer(ref("E")) } },
      { E: object({ "code!": text }) },
    ),
    api(
      { responses: { 200: answer(text), 400: answer(ref("E")), 404: answer(ref("E")) } },
      { E: object({ "code!": text }) },
    ),
    "response-error-status-added compatible/compatible/none",
    "response-error-status-added compatible/compatible/none",
    "response-error-status-removed compatible/compatible/breaking",
  ),
  history(
    "charset added",
    api({
      responses: { 200: { description: "", content: { "application/json": { schema: text } } } },
    }),
    api({
      responses: {
        200: { description: "", content: { "application/json; charset=utf-8": { schema: text } } },
      },
    }),
    "response-media-type-charset-changed none/breaking/none",
  ),
  history(
    "charset removed",
    api({
      responses: {
        200: { description: "", content: { "application/json; charset=utf-8": { schema: text } } },
      },
    }),
    api({
      responses: { 200: { description: "", content: { "application/json": { schema: text } } } },
    }),
    "response-media-type-charset-changed none/breaking/none",
  ),
  history(
    "json -> problem+json error",
    api(
      {
        responses: {
          200: answer(text),
          400: { description: "", content: { "application/json": { schema: ref("E") } } },
        },
      },
      { E: object({ "code!": text }) },
    ),
    api(
      {
        responses: {
          200: answer(text),
          400: { description: "", content: { "application/problem+json": { schema: ref("E") } } },
        },
      },
      { E: object({ "code!": text }) },
    ),
    "response-media-type-replaced breaking/breaking/breaking",
  ),
  history(
    "form added to json request",
    accepts(object({ a: text })),
    api({
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: object({ a: text }) },
          "application/x-www-form-urlencoded": { schema: object({ a: text }) },
        },
      },
    }),
    "request-media-type-added compatible/compatible/none",
  ),
  history(
    "header limit added to responses by ref",
    paths({ "/a": { get: ok }, "/b": { get: ok } }),
    paths(
      {
        "/a": {
          get: {
            responses: {
              200: answer(undefined, { headers: { "X-R": { $ref: "#/components/headers/R" } } }),
            },
          },
        },
        "/b": {
          get: {
            responses: {
              200: answer(undefined, { headers: { "X-R": { $ref: "#/components/headers/R" } } }),
            },
          },
        },
      },
      { components: { headers: { R: { schema: integer } } } },
    ),
    "header-added compatible/compatible/none",
  ),
  history(
    "header type changed",
    api({ responses: { 200: answer(text, { headers: { "X-R": { schema: integer } } }) } }),
    api({ responses: { 200: answer(text, { headers: { "X-R": { schema: text } } }) } }),
    "response-type-widened breaking/breaking/none",
  ),
  history(
    "request body required absent -> true",
    api({ requestBody: { content: { "application/json": { schema: object({ a: text }) } } } }),
    api({
      requestBody: {
        required: true,
        content: { "application/json": { schema: object({ a: text }) } },
      },
    }),
    "request-body-became-required breaking/breaking/breaking",
  ),
  history(
    "multipart file field added optional",
    api({
      requestBody: {
        content: {
          "multipart/form-data": { schema: object({ "f!": { ...text, format: "binary" } }) },
        },
      },
    }),
    api({
      requestBody: {
        content: {
          "multipart/form-data": {
            schema: object({ "f!": { ...text, format: "binary" }, purpose: text }),
          },
        },
      },
    }),
    "request-optional-property-added compatible/compatible/none",
  ),
  history(
    "response xml dropped",
    api({
      responses: {
        200: {
          description: "",
          content: { "application/json": { schema: text }, "application/xml": { schema: text } },
        },
      },
    }),
    api({ responses: { 200: answer(text) } }),
    "response-media-type-removed breaking/breaking/breaking",
  ),
  history(
    "401 added to all ops by ref",
    paths({
      "/a": { get: { responses: { 200: answer(text) } } },
      "/b": { get: { responses: { 200: answer(text) } } },
    }),
    paths(
      {
        "/a": {
          get: { responses: { 200: answer(text), 401: { $ref: "#/components/responses/U" } } },
        },
        "/b": {
          get: { responses: { 200: answer(text), 401: { $ref: "#/components/responses/U" } } },
        },
      },
      { components: { responses: { U: answer(object({ "m!": text })) } } },
    ),
    "response-error-status-added compatible/compatible/none",
  ),
  history(
    "error schema replaced everywhere",
    paths(
      {
        "/a": { get: { responses: { 200: answer(text), 400: answer(ref("E")) } } },
        "/b": { get: { responses: { 200: answer(text), 400: answer(ref("E")) } } },
      },
      { components: { schemas: { E: object({ "error!": text }) } } },
    ),
    paths(
      {
        "/a": { get: { responses: { 200: answer(text), 400: answer(ref("P")) } } },
        "/b": { get: { responses: { 200: answer(text), 400: answer(ref("P")) } } },
      },
      { components: { schemas: { P: object({ "type!": text, "title!": text }) } } },
    ),
    "response-required-property-removed breaking/breaking/breaking",
    "response-required-property-added compatible/compatible/breaking",
    "response-required-property-added compatible/compatible/breaking",
    "schema-renamed none/breaking/none",
  ),
  history(
    "link added",
    api({ responses: { 200: answer(text) } }),
    api({ responses: { 200: answer(text, { links: { n: { operationId: "x" } } }) } }),
    "link-added compatible/none/none",
  ),
  history(
    "302 location changed",
    api({ responses: { 302: answer() } }),
    api({ responses: { 303: answer() } }),
    "response-success-status-changed breaking/breaking/breaking",
  ),
  history(
    "default error body changed",
    api({ responses: { 200: answer(text), default: answer(object({ "a!": text })) } }),
    api({ responses: { 200: answer(text), default: answer(object({ "a!": text, b: text })) } }),
    "response-optional-property-added compatible/compatible/none",
  ),
  history(
    "sse stream added",
    api({ responses: { 200: answer(text) } }),
    api({
      responses: {
        200: {
          description: "",
          content: { "application/json": { schema: text }, "text/event-stream": { schema: text } },
        },
      },
    }),
    "response-media-type-added compatible/compatible/none",
  ),
];
