import {
  type SandboxCheck,
  createSandbox,
  listSandboxes,
  marker,
  requireEqual,
  requireStatus,
} from "./sandbox-check.ts";

const text = (length: number): string => "x".repeat(length);
const pairs = (count: number, value = "v"): string =>
  Array.from({ length: count }, (_, index) => `metadata.k${index}=${value}`).join("&");

/** Filters that return 400, by the rule that they break. */
const badFilters: readonly (readonly [rule: string, query: string])[] = [
  ["an empty key", "metadata.=x"],
  ["the same key twice", "metadata.a=1&metadata.a=2"],
  ["the same pair twice", "metadata.a=1&metadata.a=1"],
  ["a key of 257 bytes", `metadata.${text(257)}=x`],
  ["a key of 129 characters of 2 bytes", `metadata.${encodeURIComponent("é".repeat(129))}=x`],
  ["a value of 2,049 bytes", `metadata.a=${text(2049)}`],
  ["a value of 1,025 characters of 2 bytes", `metadata.a=${encodeURIComponent("é".repeat(1025))}`],
  ["65 pairs", pairs(65)],
  ["16,385 bytes in total", `${pairs(8, text(2046))}&metadata.kk=`],
  ["a reserved key", "metadata.superserve.a=x"],
  ["a reserved key in capitals", "metadata.SUPERSERVE.a=x"],
  ["another reserved key", "metadata._superserveX=x"],
  ["NUL in a value", "metadata.a=%00"],
  ["NUL in a key", "metadata.a%00=x"],
];

/** Filters at a limit, which match nothing. */
const longFilters: readonly string[] = [
  `metadata.${text(256)}=x`,
  `metadata.a=${text(2048)}`,
  pairs(64),
  pairs(8, text(2046)),
  "metadata.superserve=x",
  "metadata.my_superserve=x",
];

/** Checks of the list. */
export const listChecks: readonly SandboxCheck[] = [
  [
    "listSandboxes: newest first",
    "Returns the sandboxes of the authenticated team in one array, newest first.",
    async (context) => {
      const ids: string[] = [];
      for (let number = 0; number < 4; number++) {
        ids.push((await createSandbox(context)).id);
        const [newest] = await listSandboxes(context);
        requireEqual(context, newest?.id, ids.at(-1), "The first sandbox of the list");
      }
      const list = await listSandboxes(context);
      const own = list.map(({ id }) => id).filter((id) => ids.includes(id));
      requireEqual(context, own, ids.toReversed(), "The order of the new sandboxes");
      const times = list.map(({ created_at }) => Date.parse(created_at));
      context.require(
        times.every((time, index) => index === 0 || time <= times[index - 1]!),
        "The list is not sorted by `created_at`, newest first.",
      );
    },
  ],
  [
    "listSandboxes: without deleted sandboxes and access tokens",
    "The list does not include deleted sandboxes, and it never includes access tokens.",
    async (context) => {
      const kept = await createSandbox(context);
      const deleted = await createSandbox(context);
      await context.call("deleteSandbox", { path: { sandbox_id: deleted.id } });
      const list = await listSandboxes(context);
      const ids = list.map(({ id }) => id);
      context.require(ids.includes(kept.id), "The list does not include a new sandbox.");
      context.require(!ids.includes(deleted.id), "The list includes a deleted sandbox.");
      const { access_token: _, ...shown } = kept;
      const listed = list.find(({ id }) => id === kept.id);
      requireEqual(context, listed, shown, "The listed sandbox");
    },
  ],
  [
    "listSandboxes: filters by every given pair",
    "If there are several pairs, a sandbox must match all of them.",
    async (context) => {
      const run = marker();
      const create = async (name: string, metadata: object): Promise<void> =>
        void (await createSandbox(context, { name, metadata: { run, ...metadata } }));
      await create("a", { env: "prod" });
      await create("b", { env: "dev" });
      await create("c", { env: "prod", owner: "x" });
      await create("d", { env: "" });
      await create("e", { "a&limit=1": "é +%41#", "with.dot": "1" });
      await create("f", { count: "42" });
      await createSandbox(context, { name: "other", metadata: { env: "prod" } });
      const cases: readonly (readonly [query: string, names: string])[] = [
        ["", "fedcba"],
        ["&metadata.env=prod", "ca"],
        ["&metadata.env=prod&metadata.owner=x", "c"],
        ["&metadata.env=dev&metadata.owner=x", ""],
        ["&metadata.env=pro", ""],
        ["&metadata.env=PROD", ""],
        ["&metadata.ENV=prod", ""],
        ["&metadata.env=", "d"],
        ["&metadata.owner=", ""],
        ["&metadata.count=42", "f"],
        ["&metadata.count=42.0", ""],
        ["&metadata.with.dot=1", "e"],
        [`&metadata.${encodeURIComponent("a&limit=1")}=${encodeURIComponent("é +%41#")}`, "e"],
        ["&env=dev", "fedcba"],
        ["&metadatax.env=dev", "fedcba"],
      ];
      for (const [query, names] of cases) {
        const list = await listSandboxes(context, `metadata.run=${run}${query}`);
        requireEqual(context, list.map(({ name }) => name).join(""), names, `The filter ${query}`);
      }
    },
  ],
  [
    "listSandboxes: filters follow changes",
    "selects the sandboxes whose metadata has exactly that key with exactly that value.",
    async (context) => {
      const [before, after] = [marker(), marker()];
      const { id } = await createSandbox(context, { metadata: { run: before, kept: after } });
      const find = async (query: string): Promise<boolean> =>
        (await listSandboxes(context, query)).some((each) => each.id === id);
      const path = { sandbox_id: id };
      await context.call("updateSandbox", { path, body: { metadata: { run: after } } });
      for (const [query, isFound] of [
        [`metadata.run=${before}`, false],
        [`metadata.kept=${after}`, false],
        [`metadata.run=${after}`, true],
      ] as const)
        requireEqual(
          context,
          await find(query),
          isFound,
          `The sandbox with ${query} after an update`,
        );
      await context.call("deleteSandbox", { path });
      requireEqual(context, await find(`metadata.run=${after}`), false, "It, after a delete");
    },
  ],
  [
    "listSandboxes: rejects filters beyond the limits",
    "An empty key, the same key twice, and a pair that exceeds a metadata limit return 400.",
    async (context) => {
      for (const [rule, query] of badFilters)
        requireStatus(context, await context.call("listSandboxes", { query }), 400, rule);
      for (const query of longFilters) {
        const list = await listSandboxes(context, query);
        requireEqual(context, list, [], `The filter ${query.slice(0, 60)}`);
      }
    },
  ],
  [
    "listSandboxes: ignores other query parameters",
    "The API ignores query parameters that an operation does not declare.",
    async (context) => {
      const { id } = await createSandbox(context);
      const list = await listSandboxes(context, "undeclared=1&metadata=x&env=prod");
      context.require(
        list.some((each) => each.id === id),
        "An undeclared query parameter filters the list.",
      );
    },
  ],
  [
    "every operation: another team's sandbox does not exist",
    "The ID of another team's sandbox returns 404.",
    async (context, { otherApiKey }) => {
      if (otherApiKey === undefined) context.skip("Needs a key of another team.");
      const { id } = await createSandbox(context);
      const headers = { "X-API-Key": otherApiKey! };
      const bodies: Readonly<Record<string, unknown>> = {
        getSandbox: undefined,
        updateSandbox: { metadata: {} },
        pauseSandbox: undefined,
        resumeSandbox: undefined,
        execSandbox: { command: "true" },
        execSandboxStream: { command: "true" },
        deleteSandbox: undefined,
      };
      for (const [operation, body] of Object.entries(bodies)) {
        const options = { path: { sandbox_id: id }, headers, body };
        requireStatus(context, await context.call(operation, options), 404, operation);
      }
      const { body } = await context.call("listSandboxes", { headers });
      const listed = (body as { id: string }[]).some((each) => each.id === id);
      context.require(!listed, "The list of another team includes the sandbox.");
    },
  ],
];
