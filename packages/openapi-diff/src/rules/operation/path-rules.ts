import { type Example, type Rule, anywhere } from "../rule.ts";

const ok = { responses: { 200: { description: "OK" } } };
const operation = (before: object, after: object): Example => ({
  place: "operation",
  before,
  after,
});
const document = (before: object, after: object): Example => ({ place: "document", before, after });
const paths = (before: object, after: object): Example =>
  document({ paths: before }, { paths: after });

/** Rules about paths, operations and their life cycle. */
export const pathRules: readonly Rule[] = [
  ...anywhere(
    "path-added",
    "paths",
    paths({ "/a": { get: ok } }, { "/a": { get: ok }, "/b": { get: ok } }),
    [
      "compatible",
      "compatible",
      "none",
      "operationAdded",
      "Code that does not call it stays the same.",
    ],
  ),
  ...anywhere(
    "path-removed",
    "paths",
    paths({ "/a": { get: ok }, "/b": { get: ok } }, { "/a": { get: ok } }),
    ["breaking", "breaking", "breaking", "operationRemoved", "Calls to it fail. Remove them."],
  ),
  ...anywhere(
    "path-removed-before-sunset",
    "paths",
    paths(
      { "/a": { get: ok }, "/b": { get: { ...ok, deprecated: true, "x-sunset": "2999-01-01" } } },
      { "/a": { get: ok } },
    ),
    [
      "breaking",
      "breaking",
      "breaking",
      "operationRemoved",
      "Calls to it fail earlier than announced. Remove them.",
    ],
  ),
  ...anywhere(
    "path-removed-after-sunset",
    "paths",
    paths(
      { "/a": { get: ok }, "/b": { get: { ...ok, deprecated: true, "x-sunset": "2001-01-01" } } },
      { "/a": { get: ok } },
    ),
    [
      "potential",
      "breaking",
      "breaking",
      "operationRemoved",
      "The removal was announced. Whoever still calls it fails: remove the calls.",
    ],
  ),
  ...anywhere(
    "path-renamed",
    "paths",
    paths(
      { "/pets/{id}/photos": { get: { ...ok, operationId: "listPhotos" } } },
      { "/pets/{id}/pictures": { get: { ...ok, operationId: "listPhotos" } } },
    ),
    [
      "breaking",
      "breaking",
      "breaking",
      "operationRemoved",
      "Calls to the old path fail. Call the new one.",
    ],
  ),
  ...anywhere(
    "base-path-moved",
    "paths",
    document(
      { servers: [{ url: "https://example.com/v1" }], paths: { "/a": { get: ok } } },
      { servers: [{ url: "https://example.com" }], paths: { "/v1/a": { get: ok } } },
    ),
    [
      "none",
      "breaking",
      "breaking",
      "pathParameterRenamed",
      "Requests stay the same. Code that names the path or sets the base URL must use the new one.",
    ],
  ),
  ...anywhere(
    "path-parameter-renamed",
    "paths",
    paths({ "/pets/{id}": { get: ok } }, { "/pets/{petId}": { get: ok } }),
    [
      "none",
      "breaking",
      "breaking",
      "pathParameterRenamed",
      "Requests stay the same. Code that names the path or the parameter must use the new name.",
    ],
  ),
  ...anywhere(
    "operation-added",
    "operations",
    paths({ "/a": { get: ok } }, { "/a": { get: ok, post: ok } }),
    [
      "compatible",
      "compatible",
      "none",
      "operationAdded",
      "Code that does not call it stays the same.",
    ],
  ),
  ...anywhere(
    "operation-removed",
    "operations",
    paths({ "/a": { get: ok, post: ok } }, { "/a": { get: ok } }),
    ["breaking", "breaking", "breaking", "operationRemoved", "Calls to it fail. Remove them."],
  ),
  ...anywhere(
    "operation-moved",
    "operations",
    paths(
      { "/a": { put: { ...ok, operationId: "updateA" } } },
      { "/a": { patch: { ...ok, operationId: "updateA" } } },
    ),
    [
      "breaking",
      "breaking",
      "breaking",
      "operationRemoved",
      "Calls with the old method or path fail. Use the new one.",
    ],
  ),
  ...anywhere(
    "operation-removed-before-sunset",
    "operations",
    paths(
      { "/a": { get: ok, post: { ...ok, deprecated: true, "x-sunset": "2999-01-01" } } },
      { "/a": { get: ok } },
    ),
    [
      "breaking",
      "breaking",
      "breaking",
      "operationRemoved",
      "Calls to it fail earlier than announced. Remove them.",
    ],
  ),
  ...anywhere(
    "operation-removed-after-sunset",
    "operations",
    paths(
      { "/a": { get: ok, post: { ...ok, deprecated: true, "x-sunset": "2001-01-01" } } },
      { "/a": { get: ok } },
    ),
    [
      "potential",
      "breaking",
      "breaking",
      "operationRemoved",
      "The removal was announced. Whoever still calls it fails: remove the calls.",
    ],
  ),
  ...anywhere(
    "operation-id-renamed",
    "names",
    operation({ operationId: "listPets" }, { operationId: "getPets" }),
    [
      "none",
      "breaking",
      "none",
      "operationIdRenamed",
      "Requests stay the same. Code that uses the client's method or `operations[…]` must use the new name.",
    ],
  ),
  ...anywhere(
    "operation-id-renamed-with-alias",
    "names",
    operation({ operationId: "listPets" }, { operationId: "getPets", "x-aliases": ["listPets"] }),
    [
      "none",
      "compatible",
      "none",
      "deprecated",
      "The old name still works and is deprecated. Move to the new one.",
    ],
  ),
  ...anywhere("operation-id-added", "names", operation({}, { operationId: "listPets" }), [
    "none",
    "breaking",
    "none",
    "operationIdRenamed",
    "Requests stay the same. The client's method has the new name instead of the one made from the path.",
  ]),
  ...anywhere("operation-id-removed", "names", operation({ operationId: "listPets" }, {}), [
    "none",
    "breaking",
    "none",
    "operationIdRenamed",
    "Requests stay the same. The client's method has a name made from the path.",
  ]),
  ...anywhere("operation-deprecated", "operations", operation({}, { deprecated: true }), [
    "compatible",
    "compatible",
    "none",
    "deprecated",
    "It still works. Plan to stop using it.",
  ]),
  ...anywhere("operation-reactivated", "operations", operation({ deprecated: true }, {}), [
    "compatible",
    "compatible",
    "none",
    "deprecated",
    "It is there to stay.",
  ]),
  ...anywhere(
    "sunset-added",
    "operations",
    operation({ deprecated: true }, { deprecated: true, "x-sunset": "2999-01-01" }),
    ["compatible", "none", "none", "deprecated", "Stop using it before that date."],
  ),
  ...anywhere(
    "sunset-removed",
    "operations",
    operation({ deprecated: true, "x-sunset": "2999-01-01" }, { deprecated: true }),
    ["potential", "none", "none", "deprecated", "It may go away at any time. Stop using it soon."],
  ),
  ...anywhere(
    "sunset-brought-forward",
    "operations",
    operation(
      { deprecated: true, "x-sunset": "2999-01-01" },
      { deprecated: true, "x-sunset": "2998-01-01" },
    ),
    [
      "potential",
      "none",
      "none",
      "deprecated",
      "It goes away earlier than announced. Stop using it before the new date.",
    ],
  ),
  ...anywhere(
    "sunset-postponed",
    "operations",
    operation(
      { deprecated: true, "x-sunset": "2998-01-01" },
      { deprecated: true, "x-sunset": "2999-01-01" },
    ),
    ["compatible", "none", "none", "deprecated", "There is more time to stop using it."],
  ),
  ...anywhere(
    "stability-decreased",
    "operations",
    operation({ "x-stability-level": "stable" }, { "x-stability-level": "beta" }),
    [
      "breaking",
      "none",
      "none",
      "documentation",
      "It may now change without notice. Decide whether you still rely on it.",
    ],
  ),
  ...anywhere(
    "stability-increased",
    "operations",
    operation({ "x-stability-level": "beta" }, { "x-stability-level": "stable" }),
    ["compatible", "none", "none", "documentation", "You may rely on it more than before."],
  ),
];
