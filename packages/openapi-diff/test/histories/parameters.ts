import {
  type History,
  accepts,
  api,
  choice,
  history,
  integer,
  object,
  ok,
  paths,
  queries,
  query,
  text,
} from "./parts.ts";

/** Changes of parameters. */
export const parameters: readonly History[] = [
  history(
    "header param required added",
    api({}),
    api({ parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: text }] }),
    "required-parameter-added breaking/breaking/breaking",
  ),
  history(
    "default of query changed",
    api({ parameters: [query({ schema: { ...integer, default: 10 } })] }),
    api({ parameters: [query({ schema: { ...integer, default: 20 } })] }),
    "request-parameter-default-changed breaking/none/none",
  ),
  history(
    "path param type str->int",
    paths({
      "/a/{id}": {
        get: { ...ok, parameters: [{ name: "id", in: "path", required: true, schema: text }] },
      },
    }),
    paths({
      "/a/{id}": {
        get: { ...ok, parameters: [{ name: "id", in: "path", required: true, schema: integer }] },
      },
    }),
    "request-type-narrowed breaking/breaking/breaking",
  ),
  history(
    "path param int->str",
    paths({
      "/a/{id}": {
        get: { ...ok, parameters: [{ name: "id", in: "path", required: true, schema: integer }] },
      },
    }),
    paths({
      "/a/{id}": {
        get: { ...ok, parameters: [{ name: "id", in: "path", required: true, schema: text }] },
      },
    }),
    "request-type-widened compatible/breaking/none",
  ),
  history(
    "query enum loses",
    queries({ name: "sort", schema: choice("a", "b", "c") }),
    queries({ name: "sort", schema: choice("a", "b") }),
    "request-enum-value-removed breaking/breaking/breaking",
  ),
  history(
    "query str -> enum",
    queries({ name: "sort", schema: text }),
    queries({ name: "sort", schema: choice("a", "b") }),
    "request-became-enum breaking/breaking/breaking",
  ),
  history(
    "query scalar -> array",
    queries({ name: "s", schema: text }),
    queries({ name: "s", schema: { type: "array", items: text } }),
    "parameter-became-list compatible/breaking/none",
  ),
  history(
    "query scalar -> array with fewer values",
    queries({ name: "s", schema: choice("a", "b") }),
    queries({ name: "s", schema: { type: "array", items: choice("a") } }),
    "request-enum-value-removed breaking/breaking/breaking",
    "parameter-became-list compatible/breaking/none",
  ),
  history(
    "query scalar -> array with commas",
    queries({ name: "s", schema: text }),
    queries({ name: "s", schema: { type: "array", items: text }, explode: false }),
    "request-type-changed breaking/breaking/breaking",
  ),
  history(
    "query scalar -> array of two",
    queries({ name: "s", schema: text }),
    queries({ name: "s", schema: { type: "array", items: text, minItems: 2 } }),
    "request-type-changed breaking/breaking/breaking",
  ),
  history(
    "query array -> scalar",
    queries({ name: "s", schema: { type: "array", items: text } }),
    queries({ name: "s", schema: text }),
    "request-type-changed breaking/breaking/breaking",
  ),
  history(
    "header scalar -> array",
    api({ parameters: [{ name: "s", in: "header", schema: text }] }),
    api({ parameters: [{ name: "s", in: "header", schema: { type: "array", items: text } }] }),
    "request-type-changed breaking/breaking/breaking",
  ),
  history(
    "query array explode added",
    queries({ name: "s", schema: { type: "array", items: text } }),
    queries({ name: "s", schema: { type: "array", items: text }, explode: true }),
  ),
  history(
    "query array -> comma",
    queries({ name: "s", schema: { type: "array", items: text } }),
    queries({ name: "s", schema: { type: "array", items: text }, explode: false }),
    "parameter-serialization-changed breaking/none/breaking",
  ),
  history(
    "query max 100->50",
    queries({ schema: { ...integer, maximum: 100 } }),
    queries({ schema: { ...integer, maximum: 50 } }),
    "request-max-decreased breaking/none/breaking",
  ),
  history(
    "query page -> cursor",
    queries({ name: "page", schema: integer }),
    queries({ name: "cursor", schema: text }),
    "parameter-removed potential/breaking/breaking",
    "optional-parameter-added compatible/compatible/none",
  ),
  history(
    "query renamed snake",
    queries({ name: "pageSize" }),
    queries({ name: "page_size" }),
    "parameter-renamed breaking/breaking/breaking",
  ),
  history(
    "shared param via $ref required",
    paths(
      {
        "/a": { get: { ...ok, parameters: [{ $ref: "#/components/parameters/L" }] } },
        "/b": { get: { ...ok, parameters: [{ $ref: "#/components/parameters/L" }] } },
      },
      { components: { parameters: { L: query({}) } } },
    ),
    paths(
      {
        "/a": { get: { ...ok, parameters: [{ $ref: "#/components/parameters/L" }] } },
        "/b": { get: { ...ok, parameters: [{ $ref: "#/components/parameters/L" }] } },
      },
      { components: { parameters: { L: query({ required: true }) } } },
    ),
    "parameter-became-required breaking/breaking/breaking",
  ),
  history("param inline -> ref", queries({}), {
    ...api({ parameters: [{ $ref: "#/components/parameters/L" }] }),
    components: { parameters: { L: query({}) } },
  }),
  history(
    "header required removed",
    api({ parameters: [{ name: "X-A", in: "header", required: true, schema: text }] }),
    api({}),
    "parameter-removed potential/breaking/breaking",
  ),
  history(
    "query -> body",
    api({ parameters: [{ name: "name", in: "query", required: true, schema: text }] }),
    accepts(object({ "name!": text })),
    "required-request-body-added breaking/breaking/breaking",
    "parameter-removed potential/breaking/breaking",
  ),
  history(
    "cookie auth param",
    api({}),
    api({ parameters: [{ name: "s", in: "cookie", schema: text }] }),
    "optional-parameter-added compatible/compatible/none",
  ),
  history(
    "deepObject style",
    api({ parameters: [{ name: "f", in: "query", schema: object({ a: text }) }] }),
    api({
      parameters: [
        { name: "f", in: "query", style: "deepObject", explode: true, schema: object({ a: text }) },
      ],
    }),
    "parameter-serialization-changed breaking/none/breaking",
  ),
  history(
    "object query gains prop",
    api({
      parameters: [
        { name: "f", in: "query", style: "deepObject", explode: true, schema: object({ a: text }) },
      ],
    }),
    api({
      parameters: [
        {
          name: "f",
          in: "query",
          style: "deepObject",
          explode: true,
          schema: object({ a: text, b: text }),
        },
      ],
    }),
    "request-optional-property-added compatible/compatible/none",
  ),
  history(
    "param content json -> schema",
    api({
      parameters: [
        {
          name: "f",
          in: "query",
          content: { "application/json": { schema: object({ a: text }) } },
        },
      ],
    }),
    api({ parameters: [{ name: "f", in: "query", schema: object({ a: text }) }] }),
    "parameter-serialization-changed breaking/none/breaking",
  ),
  history(
    "deprecated param",
    api({ parameters: [query({})] }),
    api({ parameters: [query({ deprecated: true })] }),
    "parameter-deprecated compatible/compatible/none",
  ),
  history(
    "param description+example",
    api({ parameters: [query({ description: "a" })] }),
    api({ parameters: [query({ description: "b", example: 1 })] }),
    "description-changed documentation/none/none",
    "example-changed documentation/none/none",
  ),
  history(
    "pattern changed in path param",
    paths({
      "/a/{id}": {
        get: {
          ...ok,
          parameters: [
            { name: "id", in: "path", required: true, schema: { ...text, pattern: "^[a-z]+$" } },
          ],
        },
      },
    }),
    paths({
      "/a/{id}": {
        get: {
          ...ok,
          parameters: [
            { name: "id", in: "path", required: true, schema: { ...text, pattern: "^[a-z0-9]+$" } },
          ],
        },
      },
    }),
    "request-pattern-changed potential/none/breaking",
  ),
  history(
    "array of enums query default",
    api({
      parameters: [
        {
          name: "s",
          in: "query",
          schema: { type: "array", items: choice("a", "b"), default: ["a"] },
        },
      ],
    }),
    api({
      parameters: [
        {
          name: "s",
          in: "query",
          schema: { type: "array", items: choice("a", "b", "c"), default: ["a"] },
        },
      ],
    }),
    "request-enum-value-added compatible/compatible/none",
  ),
];
