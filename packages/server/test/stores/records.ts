import type { Sandbox } from "@sandboxes/schema";
import {
  type SandboxQuery,
  type SandboxRecord,
  type Store,
  createRecord,
  timeoutEnd,
} from "@sandboxes/server";

/** @returns a UUID that ends in the number */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** Creates the record of a sandbox whose ID ends in the number. */
export function recordOf(
  team: string,
  number: number,
  fields: Partial<Sandbox> = {},
): SandboxRecord {
  const record = createRecord(team, {
    id: idOf(number),
    name: `sandbox ${number}`,
    status: "active",
    vcpu_count: 1,
    memory_mib: 512,
    created_at: "2026-01-01T00:00:00Z",
    metadata: {},
    ...fields,
  });
  return ending(record);
}

/** @returns the record after a change of its sandbox */
export function changed(record: SandboxRecord, fields: Partial<Sandbox>): SandboxRecord {
  return ending({
    ...record,
    sandbox: { ...record.sandbox, ...fields },
    revision: record.revision + 1,
  });
}

/** A store removes a record at its `endsAt`. Here, that is the end of its timeout. */
function ending(given: SandboxRecord): SandboxRecord {
  const { endsAt: _, timeout: __, ...record } = given;
  const { sandbox } = record;
  if (sandbox.timeout_seconds === undefined || Number.isNaN(Date.parse(sandbox.created_at)))
    return record;
  return { ...record, endsAt: timeoutEnd(sandbox) };
}

/** @returns all records of a list, in one array */
export async function listAll(
  store: Store,
  team: string,
  metadata: Readonly<Record<string, string>> = {},
  now = 0,
  page: Page = {},
): Promise<SandboxRecord[]> {
  const records: SandboxRecord[] = [];
  for await (const batch of store.listSandboxes(team, { ...queryOf(metadata, now), ...page }))
    records.push(...batch);
  return records;
}

/** Records with every kind of change over time, as an earlier version of a store may have them. */
export const timedRecords: readonly SandboxRecord[] = [
  recordOf("a", 1),
  recordOf("a", 2, { status: "paused" }),
  { ...recordOf("a", 3), timeout: { at: 200, snapshotId: idOf(9) } },
  { ...recordOf("a", 4, { status: "resuming" }), activeAt: 100 },
  {
    ...recordOf("a", 5, { status: "resuming" }),
    activeAt: 100,
    timeout: { at: 200, snapshotId: idOf(9) },
  },
  recordOf("a", 6, { status: "failed", name: 'a\0"' }),
];

/** @returns the numbers of the records with each status, at the start of each phase */
export async function statusesOf(store: Store): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  for (const time of [99, 100, 200])
    for (const status of ["active", "paused", "resuming", "failed"])
      found[`${time} ${status}`] = await listNumbers(store, "a", {}, time, { status });
  return found;
}

export const timedStatuses: Readonly<Record<string, readonly number[]>> = {
  "99 active": [1, 3],
  "99 paused": [2],
  "99 resuming": [4, 5],
  "99 failed": [6],
  "100 active": [1, 3, 4, 5],
  "100 paused": [2],
  "100 resuming": [],
  "100 failed": [6],
  "200 active": [1, 4],
  "200 paused": [2, 3, 5],
  "200 resuming": [],
  "200 failed": [6],
};

/** The parts of a query that select a page. */
export type Page = Pick<SandboxQuery, "status" | "limit" | "offset">;

export function queryOf(metadata: Readonly<Record<string, string>> = {}, now = 0): SandboxQuery {
  return { metadata: new Map(Object.entries(metadata)), now };
}

/** @returns the last digits of the IDs in a list */
export async function listNumbers(...query: Parameters<typeof listAll>): Promise<number[]> {
  return (await listAll(...query)).map(({ sandbox }) => Number(sandbox.id.slice(-12)));
}
