import {
  type SandboxCheck,
  callOn,
  createSandbox,
  listSandboxes,
  marker,
  requireEqual,
} from "./sandbox-check.ts";

/** Checks of the list by state and by page. */
export const pageChecks: readonly SandboxCheck[] = [
  [
    "listSandboxes: pages",
    "With `limit`, it is one page of the matching sandboxes, and `offset` says how many of them come before the page.",
    async (context) => {
      const run = marker();
      for (const name of ["a", "b", "c", "d", "e"])
        await createSandbox(context, { name, metadata: { run } });
      await createSandbox(context, { name: "other" });
      const cases: readonly (readonly [query: string, names: string])[] = [
        ["", "edcba"],
        ["&limit=2", "ed"],
        ["&limit=2&offset=0", "ed"],
        ["&limit=2&offset=2", "cb"],
        ["&limit=2&offset=4", "a"],
        ["&limit=2&offset=5", ""],
        ["&limit=5", "edcba"],
        ["&limit=1000", "edcba"],
        ["&offset=3", "ba"],
        ["&offset=1000", ""],
      ];
      for (const [query, names] of cases) {
        const list = await listSandboxes(context, `metadata.run=${run}${query}`);
        requireEqual(context, list.map(({ name }) => name).join(""), names, `The page ${query}`);
      }
      const all = await listSandboxes(context);
      const page = await listSandboxes(context, "limit=1&offset=1");
      requireEqual(context, page[0]?.id, all[1]?.id, "The page of the whole list");
    },
  ],
  [
    "listSandboxes: filters by state",
    "`status` selects the sandboxes in one state.",
    async (context) => {
      const run = marker();
      const create = async (name: string): Promise<string> =>
        (await createSandbox(context, { name, metadata: { run } })).id;
      await create("a");
      await callOn(context, "pauseSandbox", await create("b"), 204);
      await create("c");
      for (const [query, names] of [
        ["status=active", "ca"],
        ["status=paused", "b"],
        ["status=failed", ""],
        ["status=active&limit=1", "c"],
        ["status=active&limit=1&offset=1", "a"],
      ] as const) {
        const list = await listSandboxes(context, `metadata.run=${run}&${query}`);
        requireEqual(context, list.map(({ name }) => name).join(""), names, `The filter ${query}`);
      }
      const paused = await listSandboxes(context, "status=paused");
      const others = paused.filter(({ status }) => status !== "paused");
      requireEqual(context, others, [], "The sandboxes with another state");
    },
  ],
];
