import {
  type History,
  answer,
  api,
  choice,
  document,
  history,
  ok,
  paths,
  query,
  secured,
  text,
} from "./parts.ts";

/** Changes of paths, operations, servers and security. */
export const pathsAndAccess: readonly History[] = [
  history(
    "sunset deprecation",
    api({}),
    api({ deprecated: true, "x-sunset": "2999-01-01" }),
    "operation-deprecated compatible/compatible/none",
  ),
  history(
    "param path-item -> operation",
    {
      ...api({}),
      paths: { "/orders": { parameters: [query({})], post: { responses: { 200: answer() } } } },
    },
    api({ parameters: [query({})] }),
  ),
  history(
    "global security added",
    secured([]),
    secured([{ key: [] }]),
    "security-added breaking/none/none",
  ),
  history(
    "global alternative added",
    secured([{ key: [] }]),
    secured([{ key: [] }, { bearer: [] }]),
    "security-alternative-added compatible/none/none",
  ),
  history(
    "op made public",
    secured([{ key: [] }]),
    secured([{ key: [] }], { security: [] }),
    "security-removed compatible/none/none",
  ),
  history(
    "op made public with {}",
    secured([{ key: [] }]),
    secured([{ key: [] }], { security: [{}, { key: [] }] }),
    "security-removed compatible/none/none",
  ),
  history(
    "op public closes",
    secured([{ key: [] }], { security: [] }),
    secured([{ key: [] }]),
    "security-added breaking/none/none",
  ),
  history(
    "optional auth -> required",
    secured([{}, { key: [] }]),
    secured([{ key: [] }]),
    "security-added breaking/none/none",
  ),
  history(
    "scope read -> write",
    secured([{ oauth: ["read"] }]),
    secured([{ oauth: ["write"] }]),
    "security-scope-added breaking/none/none",
  ),
  history(
    "add op-level scope",
    secured([{ oauth: ["read"] }]),
    secured([{ oauth: ["read"] }], { security: [{ oauth: ["read", "write"] }] }),
    "security-scope-added breaking/none/none",
  ),
  history(
    "AND -> OR",
    secured([{ key: [], bearer: [] }]),
    secured([{ key: [] }, { bearer: [] }]),
    "security-requirement-removed compatible/none/none",
  ),
  history(
    "OR -> AND",
    secured([{ key: [] }, { bearer: [] }]),
    secured([{ key: [], bearer: [] }]),
    "security-requirement-added breaking/none/none",
  ),
  history(
    "server http->https",
    document({ servers: [{ url: "http://api.x.com" }], paths: { "/a": { get: ok } } }),
    document({ servers: [{ url: "https://api.x.com" }], paths: { "/a": { get: ok } } }),
    "server-url-changed potential/none/none",
  ),
  history(
    "server base path moves into paths",
    document({
      servers: [{ url: "https://x.com/v1" }],
      paths: { "/a": { get: { ...ok, operationId: "a" } } },
    }),
    document({
      servers: [{ url: "https://x.com" }],
      paths: { "/v1/a": { get: { ...ok, operationId: "a" } } },
    }),
    "base-path-moved none/breaking/breaking",
  ),
  history(
    "server description",
    document({ servers: [{ url: "https://x.com" }], paths: { "/a": { get: ok } } }),
    document({
      servers: [{ url: "https://x.com", description: "Prod" }],
      paths: { "/a": { get: ok } },
    }),
    "description-changed documentation/none/none",
  ),
  history(
    "test server added",
    document({ servers: [{ url: "https://x.com" }], paths: { "/a": { get: ok } } }),
    document({
      servers: [{ url: "https://x.com" }, { url: "https://s.x.com" }],
      paths: { "/a": { get: ok } },
    }),
    "server-added compatible/none/none",
  ),
  history(
    "servers reordered",
    document({
      servers: [{ url: "https://x.com" }, { url: "https://s.x.com" }],
      paths: { "/a": { get: ok } },
    }),
    document({
      servers: [{ url: "https://s.x.com" }, { url: "https://x.com" }],
      paths: { "/a": { get: ok } },
    }),
  ),
  history(
    "relative server",
    document({ paths: { "/a": { get: ok } } }),
    document({ servers: [{ url: "/" }], paths: { "/a": { get: ok } } }),
  ),
  history(
    "path renamed prefix",
    paths({
      "/v1/a": { get: { ...ok, operationId: "a" } },
      "/v1/b": { get: { ...ok, operationId: "b" } },
    }),
    paths({
      "/v2/a": { get: { ...ok, operationId: "a" } },
      "/v2/b": { get: { ...ok, operationId: "b" } },
    }),
    "path-renamed breaking/breaking/breaking",
  ),
  history(
    "path param renamed with id reuse",
    paths({
      "/a/{id}": {
        get: { ...ok, parameters: [{ name: "id", in: "path", required: true, schema: text }] },
      },
    }),
    paths({
      "/a/{a_id}": {
        get: { ...ok, parameters: [{ name: "a_id", in: "path", required: true, schema: text }] },
      },
    }),
    "path-parameter-renamed none/breaking/breaking",
  ),
  history(
    "op tags + summary + version",
    api({ tags: ["a"], summary: "x" }),
    { ...api({ tags: ["b"], summary: "y" }), info: { title: "", version: "2" } },
    "version-changed documentation/none/none",
    "description-changed documentation/none/none",
    "tags-changed documentation/none/none",
  ),
  history(
    "opId added",
    api({}),
    api({ operationId: "createOrder" }),
    "operation-id-added none/breaking/none",
  ),
  history(
    "whole op replaced same path",
    paths({ "/a": { get: { operationId: "x", ...ok } } }),
    paths({ "/a": { post: { operationId: "x", ...ok } } }),
    "operation-moved breaking/breaking/breaking",
  ),
  history(
    "trailing slash added",
    paths({ "/a": { get: ok } }),
    paths({ "/a/": { get: ok } }),
    "path-renamed breaking/breaking/breaking",
  ),
  history(
    "HEAD added",
    paths({ "/a": { get: ok } }),
    paths({ "/a": { get: ok, head: ok } }),
    "operation-added compatible/compatible/none",
  ),
  history(
    "version header enum",
    api({
      parameters: [{ name: "V", in: "header", required: true, schema: choice("2021", "2022") }],
    }),
    api({
      parameters: [
        { name: "V", in: "header", required: true, schema: choice("2021", "2022", "2023") },
      ],
    }),
    "request-enum-value-added compatible/compatible/none",
  ),
  history(
    "x- ext op",
    api({ "x-code-samples": [] }),
    api({ "x-code-samples": [1] }),
    "extension-changed documentation/none/none",
  ),
  history(
    "op removed after deprecation without sunset",
    paths({ "/a": { get: ok, delete: { ...ok, deprecated: true } } }),
    paths({ "/a": { get: ok } }),
    "operation-removed breaking/breaking/breaking",
  ),
  history(
    "path removed sunset passed",
    paths({
      "/a": { get: ok },
      "/b": { get: { ...ok, deprecated: true, "x-sunset": "2020-01-01" } },
    }),
    paths({ "/a": { get: ok } }),
    "path-removed-after-sunset potential/breaking/breaking",
  ),
  history(
    "operation gets own servers",
    paths({ "/a": { get: ok } }, { servers: [{ url: "https://x" }] }),
    paths(
      { "/a": { get: { ...ok, servers: [{ url: "https://files.x" }] } } },
      { servers: [{ url: "https://x" }] },
    ),
    "server-url-changed potential/none/none",
  ),
  history(
    "externalDocs",
    { ...api({}), externalDocs: { url: "https://a" } },
    { ...api({}), externalDocs: { url: "https://b" } },
    "description-changed documentation/none/none",
  ),
  history(
    "tag description",
    { ...api({ tags: ["a"] }), tags: [{ name: "a" }] },
    { ...api({ tags: ["a"] }), tags: [{ name: "a", description: "x" }] },
    "description-changed documentation/none/none",
  ),
];
