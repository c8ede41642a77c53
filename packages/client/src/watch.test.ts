import type { Sandbox } from "@sandboxes/schema";
import { expect, test } from "vitest";
import type { CallOptions, Clock } from "@sandboxes/client";
import { createWatch } from "./watch.ts";

const sandbox = (id: string, status: string): Sandbox => ({ id, status }) as Sandbox;

/** A clock whose waits are over at once, and noted. */
function quickClock(waits: number[]): Clock {
  return {
    now: () => 0,
    setTimeout: (run, milliseconds) => {
      waits.push(milliseconds);
      queueMicrotask(run);
    },
    clearTimeout: () => {},
  };
}

type Change = [type: string, id: string, status: string, before?: string];

test.each<[string, Record<string, string>[], Change[]]>([
  ["nothing", [{}, {}], []],
  [
    "what is there at first, as added",
    [{ a: "active", b: "paused" }],
    [
      ["added", "a", "active"],
      ["added", "b", "paused"],
    ],
  ],
  [
    "nothing of what stays as it is",
    [{ a: "active" }, { a: "active" }],
    [["added", "a", "active"]],
  ],
  [
    "what changes, with what it was",
    [{ a: "active" }, { a: "paused" }],
    [
      ["added", "a", "active"],
      ["changed", "a", "paused", "active"],
    ],
  ],
  [
    "what comes and goes",
    [{ a: "active" }, { b: "active" }, { a: "paused" }],
    [
      ["added", "a", "active"],
      ["added", "b", "active"],
      ["removed", "a", "active"],
      ["added", "a", "paused"],
      ["removed", "b", "active"],
    ],
  ],
])("tells %s", async (_, lists, wanted) => {
  const end = new Error("no more lists");
  const waits: number[] = [];
  const asked: unknown[] = [];
  const rest = [...lists];
  const list = async (query: object, options: CallOptions): Promise<Sandbox[]> => {
    asked.push([query, options]);
    const states = rest.shift();
    if (!states) throw end;
    return Object.entries(states).map(([id, status]) => sandbox(id, status));
  };
  const watch = createWatch(list, { clock: quickClock(waits) });
  const changes: Change[] = [];
  const all = async (): Promise<void> => {
    for await (const change of watch({
      metadata: { env: "prod" },
      interval: 70,
      headers: { a: "b" },
    })) {
      const { type } = change;
      const { id, status } = change.sandbox;
      changes.push(
        type === "changed" ? [type, id, status, change.before.status] : [type, id, status],
      );
    }
  };
  await expect(all()).rejects.toBe(end);
  expect(changes).toEqual(wanted);
  expect(waits).toEqual(lists.map(() => 70));
  expect(asked[0]).toMatchObject([{ metadata: { env: "prod" } }, { headers: { a: "b" } }]);
});

test("rejects with the signal's reason during a wait", async () => {
  const controller = new AbortController();
  const clock = {
    now: () => 0,
    setTimeout: () => controller.abort("enough"),
    clearTimeout: () => {},
  };
  const watch = createWatch(async () => [], { clock });
  await expect(watch({ signal: controller.signal }).next()).rejects.toBe("enough");
});

test.each([-1, Number.NaN, "soon"])("refuses an interval of %o", async (interval) => {
  const watch = createWatch(async () => expect.unreachable("it must not look"), {
    clock: quickClock([]),
  });
  await expect(watch({ interval: interval as number }).next()).rejects.toThrow(
    new TypeError("`interval` must be 0 or more."),
  );
});
