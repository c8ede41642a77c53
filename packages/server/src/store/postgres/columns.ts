import type { SandboxRecord } from "../../lifecycle/sandbox-record.ts";
import { escapeText } from "../escape-text.ts";
import { endOfLife } from "../lifetime.ts";
import { sortKey } from "../sort-key.ts";
import { type StatusColumns, toStatusColumns } from "../status-columns.ts";
import type { KeyRecord } from "../store.ts";

/** A row as read from the tables. */
export interface SandboxRow {
  readonly sort_key: string;
  readonly record: string;
}
export interface KeyRow {
  readonly hash: string;
  readonly team_id: string;
  readonly revoked: boolean;
  readonly expires_at: number | null;
}

/** The column values of a sandbox. */
export interface Columns extends StatusColumns {
  readonly id: string;
  readonly team_id: string;
  readonly sort_key: string;
  readonly ends_at: number;
  readonly revision: number;
  readonly metadata: string;
  readonly record: string;
}

export function toColumns(record: SandboxRecord): Columns {
  const { team: team_id, sandbox, revision } = record;
  return {
    id: sandbox.id,
    team_id,
    sort_key: sortKey(sandbox),
    ends_at: endOfLife(record),
    revision,
    metadata: toJsonb(Object.entries(sandbox.metadata)),
    record: JSON.stringify(record),
    ...toStatusColumns(record),
  };
}

/** @returns JSON that jsonb can store: without NUL and unpaired surrogates */
export function toJsonb(pairs: Iterable<readonly [key: string, value: string]>): string {
  const escaped = Array.from(
    pairs,
    ([key, value]) => [escapeText(key), escapeText(value)] as const,
  );
  return JSON.stringify(Object.fromEntries(escaped));
}

export function toRecord({ record }: SandboxRow): SandboxRecord {
  return JSON.parse(record) as SandboxRecord;
}

export function toKey({ hash, team_id: team, revoked, expires_at }: KeyRow): KeyRecord {
  return { hash, team, revoked, ...(expires_at === null ? {} : { expiresAt: expires_at }) };
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
export const noSuchRow: string = "23503";
export const alreadyThere: string = "23505";

export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
