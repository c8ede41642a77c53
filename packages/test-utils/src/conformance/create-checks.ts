import {
  type CreateFields,
  type SandboxCheck,
  createSandbox,
  getSandbox,
  requireEqual,
  requireStatus,
} from "./sandbox-check.ts";

const text = (length: number): string => "x".repeat(length);
const entries = (count: number, value = "v"): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));
/** Eight pairs with keys of 2 bytes and this many bytes of values each. */
const total = (bytes: number): Record<string, string> => entries(8, text(bytes));

/** Bodies at a limit, which create a sandbox. */
const accepted: readonly (readonly [rule: string, fields: CreateFields])[] = [
  ["a name of 1 byte", { name: "x" }],
  ["a name of 64 bytes", { name: text(64) }],
  ["a name of 32 characters of 2 bytes", { name: "é".repeat(32) }],
  ["a timeout of 604,800 seconds", { timeout_seconds: 604_800 }],
  ["64 keys", { metadata: entries(64) }],
  ["a key of 256 bytes", { metadata: { [text(256)]: "x" } }],
  ["a value of 2,048 bytes", { metadata: { a: text(2048) } }],
  ["16,384 bytes of metadata", { metadata: total(2046) }],
  ["an empty value", { metadata: { a: "" } }],
  ["a key that only looks reserved", { metadata: { superserve: "x", my_superserve: "x" } }],
  ["64 variables", { env_vars: entries(64) }],
  ["a variable name of 256 bytes", { env_vars: { [text(256)]: "x" } }],
  ["a variable of 8,192 bytes", { env_vars: { A: text(8192) } }],
  ["65,536 bytes of variables", { env_vars: total(8190) }],
  ["the default template by name", { from_template: "superserve/base" }],
];

/** Bodies beyond a limit, which return 400. */
const rejected: readonly (readonly [rule: string, fields: CreateFields])[] = [
  ["an empty name", { name: "" }],
  ["a name of 65 bytes", { name: text(65) }],
  ["a name of 33 characters of 2 bytes", { name: "é".repeat(33) }],
  ["NUL in a name", { name: "a\u0000" }],
  ["a timeout of 0 seconds", { timeout_seconds: 0 }],
  ["a timeout of 604,801 seconds", { timeout_seconds: 604_801 }],
  ["65 keys", { metadata: entries(65) }],
  ["an empty key", { metadata: { "": "x" } }],
  ["a key of 257 bytes", { metadata: { [text(257)]: "x" } }],
  ["a key of 129 characters of 2 bytes", { metadata: { ["é".repeat(129)]: "x" } }],
  ["a value of 2,049 bytes", { metadata: { a: text(2049) } }],
  ["a value of 1,025 characters of 2 bytes", { metadata: { a: "é".repeat(1025) } }],
  ["16,385 bytes of metadata", { metadata: { ...total(2046), x: "" } }],
  ["a reserved key", { metadata: { "superserve.a": "x" } }],
  ["a reserved key in mixed case", { metadata: { "SuperServe.a": "x" } }],
  ["another reserved key", { metadata: { _superserve: "x" } }],
  ["NUL in metadata", { metadata: { a: "\u0000" } }],
  ["65 variables", { env_vars: entries(65) }],
  ["an empty variable name", { env_vars: { "": "x" } }],
  ["a variable name of 257 bytes", { env_vars: { [text(257)]: "x" } }],
  ["a variable name with =", { env_vars: { "A=B": "x" } }],
  ["a variable of 8,193 bytes", { env_vars: { A: text(8193) } }],
  ["65,537 bytes of variables", { env_vars: { ...total(8190), x: "" } }],
  ["a blank template", { from_template: " " }],
  ["an unknown field", { unknown: 1 }],
  ["IPv6 to allow", { network: { allow_out: ["::1"] } }],
  ["IPv6 to deny", { network: { deny_out: ["::/0"] } }],
  ["a domain to deny", { network: { deny_out: ["example.com"] } }],
  ["an address out of range", { network: { allow_out: ["256.1.1.1"] } }],
  ["a block out of range", { network: { deny_out: ["10.0.0.0/33"] } }],
];

const networks: readonly (readonly [sent: object, shown: object | undefined])[] = [
  [{ allow_out: ["api.openai.com"] }, { allow_out: ["api.openai.com"] }],
  [{ deny_out: ["0.0.0.0/0"] }, { deny_out: ["0.0.0.0/0"] }],
  [
    { allow_out: ["*.github.com", "8.8.8.8/32", "1.1.1.1"], deny_out: ["10.0.0.0/8"] },
    { allow_out: ["*.github.com", "8.8.8.8/32", "1.1.1.1"], deny_out: ["10.0.0.0/8"] },
  ],
  [
    { allow_out: ["a_b.example.", "bücher.example"] },
    { allow_out: ["a_b.example.", "bücher.example"] },
  ],
  [{ allow_out: null, deny_out: ["0.0.0.0/0"] }, { deny_out: ["0.0.0.0/0"] }],
  [{ allow_out: [], deny_out: [] }, undefined],
  [{}, undefined],
];

/** Checks of the create operation. */
export const createChecks: readonly SandboxCheck[] = [
  [
    "createSandbox: responds when the sandbox is active",
    "Starts a sandbox from a template and responds when the sandbox is `active`.",
    async (context) => {
      const before = Date.now() - 60_000;
      const metadata = { env: "prod", owner: "agent-7" };
      const created = await createSandbox(context, {
        name: "demo",
        metadata,
        timeout_seconds: 3600,
      });
      const { name, status, timeout_seconds } = created;
      const shown = { name, status, timeout_seconds, metadata: created.metadata };
      const expected = { name: "demo", status: "active", timeout_seconds: 3600, metadata };
      requireEqual(context, shown, expected, "The created sandbox");
      context.require(
        Math.abs(Date.parse(created.created_at) - before) < 120_000,
        `created_at is ${created.created_at}, not the time of the request.`,
      );
      context.require(!("snapshot_id" in created), "A new sandbox has a snapshot.");
      requireEqual(context, await getSandbox(context, created.id), created, "The same sandbox");
    },
  ],
  [
    "createSandbox: only a name",
    "`{}` if none were set.",
    async (context) => {
      const created = await createSandbox(context);
      requireEqual(context, created.metadata, {}, "The metadata");
      for (const name of ["timeout_seconds", "network", "snapshot_id"])
        context.require(!(name in created), `${name} is present, although it was not set.`);
      const [a, b] = [await createSandbox(context), await createSandbox(context)];
      context.require(a.id !== b.id, "Two sandboxes have the same ID.");
      context.require(a.access_token !== b.access_token, "Two sandboxes have the same token.");
    },
  ],
  [
    "createSandbox: null means absent",
    "`null` for an optional field means the same as leaving the field out",
    async (context) => {
      const created = await createSandbox(context, {
        from_template: null,
        timeout_seconds: null,
        metadata: null,
        env_vars: null,
        network: null,
      });
      requireEqual(context, created.metadata, {}, "The metadata");
      for (const name of ["timeout_seconds", "network"])
        context.require(!(name in created), `${name} is present, although it was null.`);
    },
  ],
  [
    "createSandbox: accepts values at the limits",
    "A name of 1 to 64 bytes of UTF-8, without NUL.",
    async (context) => {
      for (const [rule, fields] of accepted) {
        const { status, body } = await context.call("createSandbox", {
          body: { name: "x", ...fields },
        });
        context.require(status === 201, `${rule} returned ${status} instead of 201.`);
        const { id, name, metadata } = body as { id: string; name: string; metadata: object };
        await context.call("deleteSandbox", { path: { sandbox_id: id } });
        requireEqual(context, name, fields["name"] ?? "x", `The name with ${rule}`);
        requireEqual(context, metadata, fields["metadata"] ?? {}, `The metadata with ${rule}`);
      }
    },
  ],
  [
    "createSandbox: rejects values beyond the limits",
    "At most 64 keys. A key has 1 to 256 bytes of UTF-8, a value at most 2,048 bytes, and all keys and values together at most 16,384 bytes.",
    async (context) => {
      for (const [rule, fields] of rejected) {
        const body = { name: "x", ...fields };
        const response = await context.call("createSandbox", { body });
        const { id } = Object(response.body) as { id?: string };
        if (id !== undefined)
          context.onEnd(
            async () => await context.call("deleteSandbox", { path: { sandbox_id: id } }),
          );
        requireStatus(context, response, 400, rule);
      }
    },
  ],
  [
    "createSandbox: network rules",
    "Egress rules. Present only if rules were set. A list that was not set is absent.",
    async (context) => {
      for (const [sent, shown] of networks) {
        const { network } = await createSandbox(context, { network: sent });
        requireEqual(context, network, shown, `The rules after ${JSON.stringify(sent)}`);
      }
    },
  ],
  [
    "createSandbox: an unknown template",
    "A blank name returns 400, an unknown template 404, and a template that is not ready 409.",
    async (context) => {
      for (const from_template of ["conformance/unknown", crypto.randomUUID()]) {
        const body = { name: "x", from_template };
        requireStatus(context, await context.call("createSandbox", { body }), 404, from_template);
      }
    },
  ],
  [
    "createSandbox: the limit of the team",
    "the team has reached its limit of sandboxes",
    async (context, { maxSandboxes }) => {
      if (maxSandboxes === undefined) context.skip("Needs the limit of the team.");
      const { body: list } = await context.call("listSandboxes");
      for (let count = (list as unknown[]).length; count < maxSandboxes!; count++)
        await createSandbox(context);
      const { status, body, headers } = await context.call("createSandbox", {
        body: { name: "x" },
      });
      const { error } = body as { error?: { code?: string } };
      requireEqual(context, [status, error?.code], [429, "too_many_sandboxes"], "One more sandbox");
      context.require(!headers?.has("retry-after"), "The response has `Retry-After`.");
    },
  ],
  [
    "createSandbox: a body that is too large",
    "The request body has more than 1,048,576 bytes.",
    async (context) => {
      const rest = JSON.stringify({ name: "x", unknown: "" }).length;
      const bodyOf = (bytes: number): string =>
        JSON.stringify({ name: "x", unknown: text(bytes - rest) });
      const send = async (bytes: number) =>
        await context.call("createSandbox", { rawBody: bodyOf(bytes) });
      requireStatus(context, await send(1_048_576), 400, "1,048,576 bytes");
      requireStatus(context, await send(1_048_577), 413, "1,048,577 bytes");
    },
  ],
];
