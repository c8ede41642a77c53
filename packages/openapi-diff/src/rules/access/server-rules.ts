import { type Example, type Rule, anywhere } from "../rule.ts";

const servers = (before: unknown[], after: unknown[]): Example => ({
  place: "document",
  before: { servers: before, paths: { "/a": { get: {} } } },
  after: { servers: after, paths: { "/a": { get: {} } } },
});
const operation = (before: object, after: object): Example => ({
  place: "operation",
  before,
  after,
});
const document = (before: object, after: object): Example => ({
  place: "document",
  before: { paths: { "/a": { get: {} } }, ...before },
  after: { paths: { "/a": { get: {} } }, ...after },
});
const region = (more: object): object => ({
  url: "https://{region}.example.com",
  variables: { region: { default: "eu", ...more } },
});

/** Rules about servers, callbacks and webhooks. */
export const serverRules: readonly Rule[] = [
  ...anywhere(
    "server-url-changed",
    "servers",
    servers([{ url: "https://api.example.com" }], [{ url: "https://api.example.org" }]),
    [
      "potential",
      "none",
      "none",
      "serverChanged",
      "A client's default address moves. Check firewalls, and code that names the old address.",
    ],
  ),
  ...anywhere(
    "server-added",
    "servers",
    servers(
      [{ url: "https://api.example.com" }],
      [{ url: "https://api.example.com" }, { url: "https://eu.example.com" }],
    ),
    ["compatible", "none", "none", "serverChanged", "Nothing to do."],
  ),
  ...anywhere(
    "server-removed",
    "servers",
    servers(
      [{ url: "https://api.example.com" }, { url: "https://eu.example.com" }],
      [{ url: "https://api.example.com" }],
    ),
    [
      "potential",
      "none",
      "none",
      "serverChanged",
      "The address may stop working. Use one that is left.",
    ],
  ),
  ...anywhere(
    "server-variable-default-changed",
    "servers",
    servers([region({})], [region({ default: "us" })]),
    [
      "potential",
      "none",
      "none",
      "serverChanged",
      "A client's default address moves. Set the variable to keep the old one.",
    ],
  ),
  ...anywhere(
    "server-variable-value-added",
    "servers",
    servers([region({ enum: ["eu"] })], [region({ enum: ["eu", "us"] })]),
    ["compatible", "none", "none", "serverChanged", "Nothing to do."],
  ),
  ...anywhere(
    "server-variable-value-removed",
    "servers",
    servers([region({ enum: ["eu", "us"] })], [region({ enum: ["eu"] })]),
    [
      "potential",
      "none",
      "none",
      "serverChanged",
      "The address with the removed value may stop working. Use one that is left.",
    ],
  ),
  ...anywhere(
    "callback-added",
    "callbacks",
    operation({}, { callbacks: { done: { "{$request.body#/url}": { post: {} } } } }),
    [
      "compatible",
      "compatible",
      "none",
      "operationAdded",
      "The API may send a request that it did not send before. Handle it where you need it.",
    ],
  ),
  ...anywhere(
    "callback-removed",
    "callbacks",
    operation({ callbacks: { done: { "{$request.body#/url}": { post: {} } } } }, {}),
    [
      "breaking",
      "breaking",
      "breaking",
      "operationRemoved",
      "The API no longer sends this request. Code that waits for it waits for ever.",
    ],
  ),
  ...anywhere("webhook-added", "callbacks", document({}, { webhooks: { created: { post: {} } } }), [
    "compatible",
    "compatible",
    "none",
    "operationAdded",
    "Nothing to do. Subscribe to it where you need it.",
  ]),
  ...anywhere(
    "webhook-removed",
    "callbacks",
    document({ webhooks: { created: { post: {} } } }, {}),
    [
      "breaking",
      "breaking",
      "breaking",
      "operationRemoved",
      "The API no longer sends this request. Code that waits for it waits for ever.",
    ],
  ),
];
