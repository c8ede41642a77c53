import type { CheckContext } from "@sandboxes/test-double/conformance";
import {
  type SandboxCheck,
  callOn,
  createSandbox,
  getSandbox,
  requireEqual,
  requireStatus,
} from "./sandbox-check.ts";

/** The pause by a timeout happens within about half a minute. */
const timeoutGraceMs = 45_000;
const pollMs = 100;

async function waitUntil(
  context: CheckContext,
  milliseconds: number,
  isDone: () => Promise<boolean>,
  what: string,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await isDone())) {
    context.require(Date.now() < end, `${what} has not happened within ${milliseconds} ms.`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Checks of the other operations on a sandbox, except exec. */
export const lifecycleChecks: readonly SandboxCheck[] = [
  [
    "updateSandbox: replaces whole values",
    "Each replaces the whole previous value; an absent field stays as it is.",
    async (context) => {
      const network = { allow_out: ["example.com"], deny_out: ["0.0.0.0/0"] };
      const metadata = { a: "1", b: "2" };
      const { id } = await createSandbox(context, { metadata, network });
      const { access_token: _, ...before } = await getSandbox(context, id);
      const steps: readonly (readonly [body: object, change: object])[] = [
        [{ metadata: { b: "3" } }, { metadata: { b: "3" } }],
        [{ network: { allow_out: ["a.example"] } }, { network: { allow_out: ["a.example"] } }],
        [{ metadata: {}, network: null }, { metadata: {} }],
        [
          { metadata: { c: "" }, network: { deny_out: ["10.0.0.0/8"] } },
          { metadata: { c: "" }, network: { deny_out: ["10.0.0.0/8"] } },
        ],
        [{ network: { allow_out: [] } }, { network: undefined }],
      ];
      let expected: object = before;
      for (const [body, change] of steps) {
        const answer = await callOn(context, "updateSandbox", id, 204, body);
        context.require(answer === undefined, "The response has a body.");
        expected = { ...expected, ...change };
        const { access_token: __, ...after } = await getSandbox(context, id);
        requireEqual(context, after, expected, `The sandbox after ${JSON.stringify(body)}`);
      }
    },
  ],
  [
    "updateSandbox: network requires an active sandbox",
    "A change of `network` requires an `active` sandbox. The other fields can change in any state.",
    async (context) => {
      const { id } = await createSandbox(context);
      await callOn(context, "pauseSandbox", id, 204);
      const network = { allow_out: ["example.com"] };
      await callOn(context, "updateSandbox", id, 409, { network });
      await callOn(context, "updateSandbox", id, 409, { network, metadata: { a: "1" } });
      requireEqual(
        context,
        (await getSandbox(context, id)).metadata,
        {},
        "The metadata after a 409",
      );
      await callOn(context, "updateSandbox", id, 204, { metadata: { a: "1" } });
      const { metadata, status } = await getSandbox(context, id);
      requireEqual(context, { metadata, status }, { metadata: { a: "1" }, status: "paused" }, "It");
    },
  ],
  [
    "updateSandbox: the limits of metadata",
    "Keys that start with `superserve.` or `_superserve`, in any case, are reserved.",
    async (context) => {
      const { id } = await createSandbox(context);
      const rejected = [
        {},
        { metadata: { "superserve.a": "x" } },
        { metadata: { _SUPERSERVE: "x" } },
        { metadata: { a: "x".repeat(2049) } },
        { metadata: { ["x".repeat(257)]: "" } },
        { network: { deny_out: ["example.com"] } },
        { network: { allow_out: ["::1"] } },
        { unknown: 1 },
        { metadata: null, network: null },
      ];
      for (const body of rejected) await callOn(context, "updateSandbox", id, 400, body);
      requireEqual(context, (await getSandbox(context, id)).metadata, {}, "The metadata");
    },
  ],
  [
    "pauseSandbox: takes a snapshot",
    "Takes a snapshot of an `active` sandbox and stops it. After that, `snapshot_id` of the sandbox is the ID of the snapshot.",
    async (context) => {
      const { id, access_token: _, ...before } = await createSandbox(context);
      await callOn(context, "pauseSandbox", id, 204);
      const { access_token: __, snapshot_id, ...paused } = await getSandbox(context, id);
      context.require(snapshot_id !== undefined, "A paused sandbox has no `snapshot_id`.");
      requireEqual(context, paused, { ...before, id, status: "paused" }, "The paused sandbox");
      await callOn(context, "pauseSandbox", id, 409);
      const { body } = await context.call("listSandboxes");
      const listed = (body as { id: string; status: string }[]).find((each) => each.id === id);
      requireEqual(context, listed?.status, "paused", "The status in the list");
    },
  ],
  [
    "resumeSandbox: restores a paused sandbox",
    "Restores a `paused` sandbox from its snapshot and responds when the sandbox is `active`.",
    async (context) => {
      const { id } = await createSandbox(context);
      await callOn(context, "resumeSandbox", id, 409);
      await callOn(context, "pauseSandbox", id, 204);
      const { snapshot_id } = await getSandbox(context, id);
      const resumed = (await callOn(context, "resumeSandbox", id, 200)) as { id: string };
      requireEqual(context, resumed.id, id, "The ID in the response");
      const { access_token } = resumed as unknown as { access_token: string };
      const after = await getSandbox(context, id);
      const shown = [after.status, after.snapshot_id, after.access_token];
      requireEqual(context, shown, ["active", snapshot_id, access_token], "The resumed sandbox");
      await callOn(context, "resumeSandbox", id, 409);
      await callOn(context, "pauseSandbox", id, 204);
      const second = (await getSandbox(context, id)).snapshot_id;
      context.require(second !== snapshot_id, "The second pause has the snapshot of the first.");
    },
  ],
  [
    "resumeSandbox: two at the same time",
    "If two resumes run at the same time, one succeeds and the other returns 409.",
    async (context) => {
      const { id } = await createSandbox(context);
      await callOn(context, "pauseSandbox", id, 204);
      const resume = async (): Promise<number> =>
        (await context.call("resumeSandbox", { path: { sandbox_id: id } })).status;
      const statuses = await Promise.all([resume(), resume()]);
      requireEqual(
        context,
        statuses.toSorted((a, b) => a - b),
        [200, 409],
        "The statuses",
      );
    },
  ],
  [
    "deleteSandbox: in any state, once",
    "Stops the sandbox in any state and deletes its data. A second delete of the same sandbox returns 404.",
    async (context) => {
      for (const isPaused of [false, true]) {
        const { id } = await createSandbox(context);
        if (isPaused) await callOn(context, "pauseSandbox", id, 204);
        const answer = await callOn(context, "deleteSandbox", id, 204);
        context.require(answer === undefined, "The response has a body.");
        await callOn(context, "deleteSandbox", id, 404);
        await callOn(context, "getSandbox", id, 404);
        await callOn(context, "updateSandbox", id, 404, { metadata: {} });
        await callOn(context, "pauseSandbox", id, 404);
        await callOn(context, "resumeSandbox", id, 404);
        await callOn(context, "execSandbox", id, 404, { command: "true" });
        await callOn(context, "execSandboxStream", id, 404, { command: "true" });
      }
    },
  ],
  [
    "timeout_seconds: pauses an active sandbox",
    "The pause happens within about half a minute.",
    async (context) => {
      const { id } = await createSandbox(context, { timeout_seconds: 1 });
      const { id: other } = await createSandbox(context, { timeout_seconds: 3600 });
      const isPaused = async (): Promise<boolean> =>
        (await getSandbox(context, id)).status === "paused";
      await waitUntil(context, timeoutGraceMs, isPaused, "The pause by `timeout_seconds`");
      const { snapshot_id } = await getSandbox(context, id);
      context.require(snapshot_id !== undefined, "The paused sandbox has no `snapshot_id`.");
      requireEqual(
        context,
        (await getSandbox(context, id)).snapshot_id,
        snapshot_id,
        "The snapshot",
      );
      requireEqual(
        context,
        (await getSandbox(context, other)).status,
        "active",
        "The other sandbox",
      );
      await callOn(context, "pauseSandbox", id, 409);
      await callOn(context, "resumeSandbox", id, 200);
    },
  ],
  [
    "sandbox_id: any case",
    "The `id` of the sandbox.",
    async (context) => {
      const { id } = await createSandbox(context);
      const { id: same } = await getSandbox(context, id.toUpperCase());
      requireEqual(context, same, id, "The ID");
    },
  ],
  [
    "every operation: the code of a wrong key",
    "The API key is missing, unknown, revoked or expired.",
    async (context) => {
      const path = { sandbox_id: crypto.randomUUID() };
      for (const credentials of ["none", "wrong"] as const)
        for (const operation of ["listSandboxes", "getSandbox", "pauseSandbox", "deleteSandbox"]) {
          const response = await context.call(operation, { path, credentials });
          requireStatus(context, response, 401, `${operation} with credentials: ${credentials}`);
        }
    },
  ],
  [
    "getHealth: needs no key",
    "Returns the version of the API. Needs no API key.",
    async (context) => {
      const response = await context.call("getHealth", { credentials: "none" });
      requireStatus(context, response, 200, "getHealth");
    },
  ],
  [
    "headers: every response protects the browser",
    "Every response has the headers `X-Content-Type-Options: nosniff`, `X-Frame-Options: DENY` and `Strict-Transport-Security`.",
    async (context) => {
      const { id } = await createSandbox(context);
      const path = { sandbox_id: id };
      const responses = [
        await context.call("getHealth"),
        await context.call("listSandboxes"),
        await context.call("listSandboxes", { credentials: "none" }),
        await context.call("listSandboxes", { query: "metadata.=x" }),
        await context.call("updateSandbox", { path, body: { metadata: {} } }),
        await context.call("getSandbox", { path: { sandbox_id: crypto.randomUUID() } }),
      ];
      for (const { status, headers } of responses) {
        requireEqual(context, headers?.get("x-content-type-options"), "nosniff", `On ${status}`);
        requireEqual(context, headers?.get("x-frame-options"), "DENY", `On ${status}`);
        context.require(
          headers?.has("strict-transport-security") === true,
          `A ${status} has no Strict-Transport-Security.`,
        );
      }
    },
  ],
];
