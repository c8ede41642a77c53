import { type Example, type Rule, anywhere } from "../rule.ts";

const schemes = {
  key: { type: "apiKey", in: "header", name: "X-Key" },
  bearer: { type: "http", scheme: "bearer" },
  oauth: {
    type: "oauth2",
    flows: {
      clientCredentials: { tokenUrl: "https://example.com/token", scopes: { read: "", write: "" } },
    },
  },
};
const security = (before: object[], after: object[]): Example => ({
  place: "document",
  before: {
    components: { securitySchemes: schemes },
    paths: { "/a": { get: { security: before } } },
  },
  after: {
    components: { securitySchemes: schemes },
    paths: { "/a": { get: { security: after } } },
  },
});
const scheme = (before: object, after: object): Example => ({
  place: "document",
  before: { components: { securitySchemes: before }, paths: { "/a": { get: {} } } },
  after: { components: { securitySchemes: after }, paths: { "/a": { get: {} } } },
});
const flow = (before: object, after: object): Example =>
  scheme(
    { oauth: { type: "oauth2", flows: { clientCredentials: before } } },
    { oauth: { type: "oauth2", flows: { clientCredentials: after } } },
  );

const calls = "Callers that met the old requirement still get in.";

/** Rules about security requirements. */
export const securityRules: readonly Rule[] = [
  ...anywhere("security-added", "security", security([], [{ key: [] }]), [
    "breaking",
    "none",
    "none",
    "securityTightened",
    "Calls without credentials are rejected. Send them.",
  ]),
  ...anywhere("security-removed", "security", security([{ key: [] }], []), [
    "compatible",
    "none",
    "none",
    "securityLoosened",
    calls,
  ]),
  ...anywhere(
    "security-requirement-added",
    "security",
    security([{ key: [] }], [{ key: [], bearer: [] }]),
    [
      "breaking",
      "none",
      "none",
      "securityTightened",
      "Callers must send more credentials than before, or they are rejected.",
    ],
  ),
  ...anywhere(
    "security-requirement-removed",
    "security",
    security([{ key: [], bearer: [] }], [{ key: [] }]),
    ["compatible", "none", "none", "securityLoosened", calls],
  ),
  ...anywhere(
    "security-alternative-added",
    "security",
    security([{ key: [] }], [{ key: [] }, { bearer: [] }]),
    ["compatible", "none", "none", "securityLoosened", calls],
  ),
  ...anywhere(
    "security-alternative-removed",
    "security",
    security([{ key: [] }, { bearer: [] }], [{ key: [] }]),
    [
      "breaking",
      "none",
      "none",
      "securityTightened",
      "Callers that use the removed alternative are rejected. Use one that is left.",
    ],
  ),
  ...anywhere("security-changed", "security", security([{ key: [] }], [{ bearer: [] }]), [
    "breaking",
    "none",
    "none",
    "securityTightened",
    "Callers with the old credentials are rejected. Send the new ones.",
  ]),
  ...anywhere(
    "security-scope-added",
    "security",
    security([{ oauth: ["read"] }], [{ oauth: ["read", "write"] }]),
    [
      "breaking",
      "none",
      "none",
      "securityTightened",
      "Tokens without the new scope are rejected. Ask for it.",
    ],
  ),
  ...anywhere(
    "security-scope-removed",
    "security",
    security([{ oauth: ["read", "write"] }], [{ oauth: ["read"] }]),
    ["compatible", "none", "none", "securityLoosened", calls],
  ),
  ...anywhere("security-scheme-added", "security", scheme({}, { key: schemes.key }), [
    "compatible",
    "none",
    "none",
    "securityLoosened",
    "Nothing to do. Operations that need the scheme are listed on their own.",
  ]),
  ...anywhere("security-scheme-removed", "security", scheme({ key: schemes.key }, {}), [
    "compatible",
    "none",
    "none",
    "securityLoosened",
    "Nothing to do. Operations that need other credentials are listed on their own.",
  ]),
  ...anywhere(
    "security-scheme-renamed",
    "security",
    scheme({ key: schemes.key }, { apiKey: schemes.key }),
    [
      "none",
      "none",
      "none",
      "securitySchemeRenamed",
      "Requests stay the same. Options of a client that are named by the scheme need the new name.",
    ],
  ),
  ...anywhere(
    "security-scheme-changed",
    "security",
    scheme({ key: schemes.key }, { key: { ...schemes.key, name: "X-Token" } }),
    [
      "breaking",
      "none",
      "none",
      "securityTightened",
      "Credentials in the old form are rejected. Update the client.",
    ],
  ),
  ...anywhere(
    "security-scheme-deprecated",
    "security",
    scheme({ key: schemes.key }, { key: { ...schemes.key, deprecated: true } }),
    [
      "compatible",
      "none",
      "none",
      "deprecated",
      "Credentials of this kind still work. Plan to use others.",
    ],
  ),
  ...anywhere(
    "security-scheme-reactivated",
    "security",
    scheme({ key: { ...schemes.key, deprecated: true } }, { key: schemes.key }),
    ["compatible", "none", "none", "deprecated", "It is there to stay."],
  ),
  ...anywhere(
    "security-url-changed",
    "security",
    flow(
      { tokenUrl: "https://example.com/token", scopes: {} },
      { tokenUrl: "https://example.com/v2/token", scopes: {} },
    ),
    [
      "compatible",
      "none",
      "none",
      "securityLoosened",
      "Tokens that were issued stay valid. Get new ones at the new address.",
    ],
  ),
  ...anywhere(
    "security-flow-added",
    "security",
    scheme({ oauth: { type: "oauth2", flows: {} } }, { oauth: schemes.oauth }),
    ["compatible", "none", "none", "securityLoosened", calls],
  ),
  ...anywhere(
    "security-flow-removed",
    "security",
    scheme({ oauth: schemes.oauth }, { oauth: { type: "oauth2", flows: {} } }),
    [
      "potential",
      "none",
      "none",
      "securityTightened",
      "Tokens can no longer be had this way. Use a flow that is left.",
    ],
  ),
  ...anywhere(
    "oauth-scope-added",
    "security",
    flow(
      { tokenUrl: "https://example.com/token", scopes: {} },
      { tokenUrl: "https://example.com/token", scopes: { read: "" } },
    ),
    ["compatible", "none", "none", "securityLoosened", calls],
  ),
  ...anywhere(
    "oauth-scope-removed",
    "security",
    flow(
      { tokenUrl: "https://example.com/token", scopes: { read: "" } },
      { tokenUrl: "https://example.com/token", scopes: {} },
    ),
    [
      "potential",
      "none",
      "none",
      "securityTightened",
      "A request for a token with this scope may fail. Stop asking for it.",
    ],
  ),
];
