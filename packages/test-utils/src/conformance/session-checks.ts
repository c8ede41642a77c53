import type { SandboxWithToken } from "@sandboxes/schema";
import {
  type SandboxCheck,
  callOn,
  createSandbox,
  getSandbox,
  requireEqual,
} from "./sandbox-check.ts";

/** The difference between the clocks of two machines that a check allows. */
const clockToleranceMs = 60_000;

/** Checks of activation and automatic deletion. */
export const sessionChecks: readonly SandboxCheck[] = [
  [
    "activateSandbox: an active sandbox",
    "Returns an `active` sandbox as it is.",
    async (context) => {
      const created = await createSandbox(context, { metadata: { a: "1" } });
      const active = await callOn(context, "activateSandbox", created.id, 200);
      requireEqual(context, active, created, "The sandbox");
    },
  ],
  [
    "activateSandbox: a paused sandbox",
    "Resumes a `paused` sandbox first, and responds when it is `active`.",
    async (context) => {
      const { id } = await createSandbox(context);
      await callOn(context, "pauseSandbox", id, 204);
      const { snapshot_id } = await getSandbox(context, id);
      const active = (await callOn(context, "activateSandbox", id, 200)) as SandboxWithToken;
      requireEqual(
        context,
        [active.status, active.snapshot_id],
        ["active", snapshot_id],
        "The state and the snapshot",
      );
      requireEqual(context, await getSandbox(context, id), active, "The sandbox afterwards");
    },
  ],
  [
    "activateSandbox: several at the same time",
    "If several callers activate a paused sandbox at the same time, one resumes it and the others get 409.",
    async (context) => {
      const { id, access_token } = await createSandbox(context);
      await callOn(context, "pauseSandbox", id, 204);
      const answers = await Promise.all(
        Array.from(
          { length: 4 },
          async () => await context.call("activateSandbox", { path: { sandbox_id: id } }),
        ),
      );
      // A request that arrives after the resume gets 200, too: it finds an active sandbox, and makes no token.
      const tokens = answers
        .filter(({ status }) => status === 200)
        .map(({ body }) => (body as SandboxWithToken).access_token);
      const rejected = answers.filter(({ status }) => status === 409);
      requireEqual(
        context,
        tokens.length + rejected.length,
        answers.length,
        "The number of responses 200 and 409",
      );
      requireEqual(
        context,
        new Set(tokens).size,
        1,
        "The number of different tokens (each resume makes one)",
      );
      context.require(tokens[0] !== access_token, "The resume made no new token.");
    },
  ],
  [
    "auto_delete_seconds: 0 deletes a sandbox as soon as it is paused",
    "0 deletes the sandbox as soon as it is paused.",
    async (context) => {
      const { id, auto_delete_seconds } = await createSandbox(context, { auto_delete_seconds: 0 });
      requireEqual(context, auto_delete_seconds, 0, "The value in the response");
      await callOn(context, "pauseSandbox", id, 204);
      await callOn(context, "getSandbox", id, 404);
    },
  ],
  [
    "auto_delete_seconds: the time of the deletion",
    "The time at which the sandbox is deleted unless it is resumed. Present only while the sandbox is paused and has `auto_delete_seconds`.",
    async (context) => {
      const { id, ...created } = await createSandbox(context, { auto_delete_seconds: 86_400 });
      context.require(!("auto_delete_at" in created), "An active sandbox has `auto_delete_at`.");
      await callOn(context, "pauseSandbox", id, 204);
      const { auto_delete_at = "" } = await getSandbox(context, id);
      const distance = Date.parse(auto_delete_at) - Date.now() - 86_400_000;
      context.require(
        Math.abs(distance) < clockToleranceMs,
        `auto_delete_at is ${auto_delete_at}, not one day from now.`,
      );
      await callOn(context, "resumeSandbox", id, 200);
      const resumed = await getSandbox(context, id);
      context.require(!("auto_delete_at" in resumed), "A resume does not cancel the countdown.");
    },
  ],
  [
    "updateSandbox: null clears the times",
    "`null` clears `timeout_seconds` and `auto_delete_seconds`.",
    async (context) => {
      const { id } = await createSandbox(context, {
        timeout_seconds: 3600,
        auto_delete_seconds: 3600,
      });
      const times = async (): Promise<object> => {
        const { timeout_seconds, auto_delete_seconds } = await getSandbox(context, id);
        return { timeout_seconds, auto_delete_seconds };
      };
      const steps: readonly (readonly [body: object, expected: object])[] = [
        [{ metadata: {} }, { timeout_seconds: 3600, auto_delete_seconds: 3600 }],
        [{ timeout_seconds: 7200 }, { timeout_seconds: 7200, auto_delete_seconds: 3600 }],
        [{ auto_delete_seconds: 60 }, { timeout_seconds: 7200, auto_delete_seconds: 60 }],
        [{ timeout_seconds: null }, { timeout_seconds: undefined, auto_delete_seconds: 60 }],
        [{ auto_delete_seconds: null }, { timeout_seconds: undefined }],
      ];
      for (const [body, expected] of steps) {
        await callOn(context, "updateSandbox", id, 204, body);
        requireEqual(context, await times(), expected, `After ${JSON.stringify(body)}`);
      }
    },
  ],
];
