import type { SQLInputValue } from "node:sqlite";
import type { SandboxRecord } from "../../lifecycle/sandbox-record.ts";
import { nextTurn } from "../../next-turn.ts";
import { escapeText } from "../escape-text.ts";
import { deepFreeze } from "../memory/deep-freeze.ts";
import { type Span, isWithin, spanOf } from "../span.ts";
import type { SandboxQuery } from "../store.ts";
import { selectHolders } from "./select-holders.ts";
import type { Row, SqliteDatabase } from "./sqlite-database.ts";

type Batches = Iterable<readonly SandboxRecord[]> | AsyncIterable<readonly SandboxRecord[]>;

/** Reads a limited number of rows after a position in the order, without the first ones of them. */
type Read = (place: string, limit: number, offset: number) => Row[];

/** The maximum number of records per batch of a list. The first batch is smaller, so that it arrives sooner. */
const [firstBatch, batchSize] = [100, 200];

/** The number of a team, from its ID. */
export const teamNumber = "(SELECT number FROM teams WHERE id = ?)";

/** Reads the first batch of a list immediately, and the others on demand. */
export function beginList(database: SqliteDatabase, team: string, query: SandboxQuery): Batches {
  const { metadata, now, status, limit, offset = 0 } = query;
  const isWhole =
    metadata.size === 0 && status === undefined && limit === undefined && offset === 0;
  const read: Read =
    metadata.size > 0
      ? (...range) => database.read(() => find(database, team, query, range))
      : (...range) => readAll(database, team, query, range);
  if (isWhole) {
    const { batches, place } = database.reread(
      "list",
      team,
      () => toBeginning(read("", firstBatch, 0), now),
      (beginning) => isWithin(beginning, now),
    );
    return place === undefined ? batches : follow(batches, readOn(database, place, read));
  }
  const size = Math.min(firstBatch, limit ?? firstBatch);
  const rows = read("", size, offset);
  const batches = rows.length === 0 ? [] : [rows.map(toRecord)];
  if (rows.length < size || rows.length === limit) return batches;
  const left = limit === undefined ? undefined : limit - rows.length;
  return follow(batches, readOn(database, placeOf(rows.at(-1)!), read, left));
}

/**
 * Reads one batch after another, each in its own turn of the event loop.
 *
 * @param most the maximum number of records
 */
async function* readOn(
  database: SqliteDatabase,
  start: string,
  read: Read,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly SandboxRecord[]> {
  let left = most;
  for (let place = start; ;) {
    const from = place;
    const size = Math.min(batchSize, left);
    const rows = await database.queue.read(() => read(from, size, 0));
    if (rows.length > 0) yield rows.map(toRecord);
    left -= rows.length;
    if (rows.length < size || left === 0) return;
    place = placeOf(rows.at(-1)!);
    await nextTurn();
  }
}

/** Limits a query to the sandboxes that have a status at a time. */
const hasStatus = `AND CASE WHEN next_at > ? THEN status
  WHEN last_at > ? THEN next_status ELSE last_status END = ?`;

function conditionOf({ status, now }: SandboxQuery): [sql: string, values: SQLInputValue[]] {
  return status === undefined ? ["", []] : [hasStatus, [now, now, status]];
}

function readAll(
  database: SqliteDatabase,
  team: string,
  query: SandboxQuery,
  [place, limit, offset]: Parameters<Read>,
): Row[] {
  const [condition, values] = conditionOf(query);
  return database.all(
    `SELECT sort_key, ends_at, record FROM sandboxes
    WHERE team = ${teamNumber} AND sort_key > ? AND ends_at > ? ${condition}
    ORDER BY sort_key LIMIT ? OFFSET ?`,
    team,
    place,
    query.now,
    ...values,
    limit,
    offset,
  );
}

/** Scans the sandboxes with the rarest pair, and keeps those that have all other pairs. */
function find(
  database: SqliteDatabase,
  team: string,
  query: SandboxQuery,
  [place, limit, offset]: Parameters<Read>,
): Row[] {
  const sql = `SELECT number, team, holders FROM pairs WHERE team = ${teamNumber} AND key = ? AND value = ?`;
  const found: Row[] = [];
  for (const [key, value] of query.metadata) {
    const row = database.get(sql, team, escapeText(key), escapeText(value));
    if (!row) return [];
    found.push(row);
  }
  found.sort((a, b) => Number(a["holders"]) - Number(b["holders"]));
  const numbers = found.map((row) => row["number"] as number);
  const [condition, values] = conditionOf(query);
  return database.all(
    selectHolders(found.length - 1, condition),
    ...numbers,
    place,
    found[0]?.["team"] as number,
    query.now,
    ...values,
    limit,
    offset,
  );
}

async function* follow<Item>(
  first: Iterable<Item>,
  rest: AsyncIterable<Item>,
): AsyncGenerator<Item> {
  yield* first;
  yield* rest;
}

export async function* followLater(
  batches: Promise<Batches>,
): AsyncGenerator<readonly SandboxRecord[]> {
  yield* await batches;
}

/** The first batch of a list, and the time span in which it is valid. */
interface Beginning extends Span {
  /** One batch, or none. */
  readonly batches: readonly (readonly SandboxRecord[])[];
  /** The last position that was read; `undefined` if there are no more records. */
  readonly place: string | undefined;
}

function toBeginning(rows: readonly Row[], now: number): Beginning {
  const ends = rows.map((row) => row["ends_at"] as number);
  return {
    ...spanOf(ends, now),
    batches: rows.length === 0 ? [] : [deepFreeze(rows.map(toRecord))],
    place: rows.length < firstBatch ? undefined : placeOf(rows.at(-1)!),
  };
}

function placeOf({ sort_key }: Row): string {
  return sort_key as string;
}

export function toRecord({ record }: Row): SandboxRecord {
  return JSON.parse(record as string) as SandboxRecord;
}
