import { type Example, type Rule, anywhere, bothWays } from "../rule.ts";

const operation = (before: object, after: object): Example => ({
  place: "operation",
  before,
  after,
});

/** Rules about extensions that change what a client does. */
export const extensionRules: readonly Rule[] = [
  ...anywhere("became-idempotent", "extensions", operation({}, { "x-idempotent": true }), [
    "compatible",
    "none",
    "none",
    "documentation",
    "The client now retries it after a lost response.",
  ]),
  ...anywhere(
    "became-not-idempotent",
    "extensions",
    operation({ "x-idempotent": true }, { "x-idempotent": false }),
    [
      "potential",
      "none",
      "none",
      "documentation",
      "The client no longer retries it after a lost response. Retry it yourself where a repetition does no harm.",
    ],
  ),
  ...anywhere(
    "client-method-renamed",
    "extensions",
    operation({ "x-client-method": "pets.all" }, { "x-client-method": "pets.list" }),
    [
      "none",
      "breaking",
      "none",
      "operationIdRenamed",
      "Requests stay the same. Code that calls the client's method must use the new name.",
    ],
  ),
  ...extension("error-format", "x-errors", { code: "/error/code" }, { code: "/code" }, [
    "The client now reads codes and messages of errors from the body.",
    "The client reads codes and messages of errors from another place. Check code that depends on them.",
  ]),
  ...extension("pagination", "x-pagination", { next: "cursor" }, { next: "page" }, [
    "The client now fetches further pages by itself.",
    "The client fetches further pages in another way. Check code that does it by hand.",
  ]),
  ...extension("stream", "x-stream", { end: "done" }, { end: "finished" }, [
    "The client now knows which event ends a stream.",
    "Another event ends a stream. Check code that waits for the old one.",
  ]),
  ...anywhere("deletion-added", "extensions", operation({}, { "x-deleted-by": "deletePet" }), [
    "compatible",
    "compatible",
    "none",
    "documentation",
    "`await using` now deletes what was created.",
  ]),
  ...anywhere("deletion-removed", "extensions", operation({ "x-deleted-by": "deletePet" }, {}), [
    "potential",
    "breaking",
    "none",
    "documentation",
    "`await using` no longer deletes what was created. Delete it yourself.",
  ]),
  ...anywhere(
    "deletion-changed",
    "extensions",
    operation({ "x-deleted-by": "deletePet" }, { "x-deleted-by": "removePet" }),
    [
      "compatible",
      "none",
      "none",
      "documentation",
      "`await using` deletes what was created by another operation.",
    ],
  ),
  ...anywhere("conflict-added", "extensions", operation({}, { "x-conflict-while": "resuming" }), [
    "compatible",
    "none",
    "none",
    "documentation",
    "The client now waits and retries while the conflict lasts.",
  ]),
  ...anywhere("conflict-removed", "extensions", operation({ "x-conflict-while": "resuming" }, {}), [
    "potential",
    "none",
    "none",
    "documentation",
    "The client no longer retries on a conflict. Retry yourself.",
  ]),
  ...anywhere(
    "conflict-changed",
    "extensions",
    operation({ "x-conflict-while": "resuming" }, { "x-conflict-while": "pausing" }),
    [
      "potential",
      "none",
      "none",
      "documentation",
      "The client retries on a conflict in another state.",
    ],
  ),
  ...bothWays(
    "null-meaning-changed",
    "extensions",
    {
      place: "schema",
      before: { type: ["integer", "null"] },
      after: { type: ["integer", "null"], "x-null": "clear" },
    },
    [
      "potential",
      "none",
      "none",
      "documentation",
      "A request with `null` has another effect now. Check code that sends it.",
    ],
    ["documentation", "none", "none", "documentation", "A client reads `null` as before."],
  ),
  ...anywhere("extension-changed", "documentation", operation({}, { "x-owner": "pets" }), [
    "documentation",
    "none",
    "none",
    "documentation",
    "No client depends on it.",
  ]),
];

function extension(
  id: string,
  name: string,
  one: object,
  other: object,
  [added, changed]: readonly [string, string],
): Rule[] {
  return [
    ...anywhere(`${id}-added`, "extensions", operation({}, { [name]: one }), [
      "compatible",
      "none",
      "none",
      "documentation",
      added,
    ]),
    ...anywhere(`${id}-changed`, "extensions", operation({ [name]: one }, { [name]: other }), [
      "potential",
      "none",
      "none",
      "documentation",
      changed,
    ]),
  ];
}
