import type { Sql, TransactionSql } from "postgres";

/** The advisory lock for migrations: any number, the same for all servers. */
const migrationLock = 7_364_627_801;

/** A record as JSON, without its escape sequences: PostgreSQL does not accept NUL and unpaired surrogates. */
const json = String.raw`regexp_replace(record, '\\(u[0-9a-fA-F]{4}|.)', '?', 'g')::json`;

/** Migrations. The one at index n migrates a schema from version n to version n + 1. */
const migrations: readonly ((schema: string) => string)[] = [
  (schema) => `
  CREATE TABLE ${schema}.teams (
    number bigint GENERATED ALWAYS AS IDENTITY,
    id text COLLATE "C" PRIMARY KEY
  );

  CREATE TABLE ${schema}.keys (
    number bigint GENERATED ALWAYS AS IDENTITY,
    hash text COLLATE "C" PRIMARY KEY,
    team_id text COLLATE "C" NOT NULL REFERENCES ${schema}.teams,
    revoked boolean NOT NULL,
    expires_at float8
  );
  CREATE INDEX keys_by_team ON ${schema}.keys (team_id, number);

  -- The record is JSON, stored as text because jsonb cannot contain NUL. The other columns are copies of
  -- its values for searches.
  CREATE TABLE ${schema}.sandboxes (
    id text COLLATE "C" PRIMARY KEY,
    team_id text COLLATE "C" NOT NULL REFERENCES ${schema}.teams,
    sort_key text COLLATE "C" NOT NULL,
    ends_at float8 NOT NULL,
    revision integer NOT NULL,
    metadata jsonb NOT NULL,
    record text NOT NULL
  );
  CREATE UNIQUE INDEX sandboxes_in_order ON ${schema}.sandboxes (team_id, sort_key);
  CREATE INDEX sandboxes_by_team_and_end ON ${schema}.sandboxes (team_id, ends_at);
  CREATE INDEX sandboxes_by_end ON ${schema}.sandboxes (ends_at) WHERE ends_at < 'Infinity';
  -- Without fastupdate, no search has to scan a list of pending entries.
  CREATE INDEX sandboxes_by_metadata ON ${schema}.sandboxes
    USING gin (team_id, metadata jsonb_path_ops) WITH (fastupdate = off);

  CREATE TABLE ${schema}.disks (
    sandbox_id text COLLATE "C" PRIMARY KEY REFERENCES ${schema}.sandboxes ON DELETE CASCADE,
    content bytea NOT NULL
  );
  `,
  // In a function, each statement sees what was committed before that statement began. So the sandboxes are
  // counted under the lock, in one round trip, without a transaction that the client could leave open.
  (schema) => `
  CREATE FUNCTION ${schema}.add_under_cap(
    new_id text, owner text, place text, ending float8, new_revision integer, pairs jsonb,
    new_record text, most float8, moment float8
  ) RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM 1 FROM ${schema}.teams WHERE id = owner FOR NO KEY UPDATE;
    IF NOT FOUND THEN RETURN 'no team'; END IF;
    PERFORM 1 FROM ${schema}.sandboxes WHERE id = new_id;
    IF FOUND THEN RETURN 'taken'; END IF;
    IF (SELECT count(*) FROM ${schema}.sandboxes WHERE team_id = owner AND ends_at > moment) >= most
    THEN RETURN 'full'; END IF;
    INSERT INTO ${schema}.sandboxes (id, team_id, sort_key, ends_at, revision, metadata, record)
    VALUES (new_id, owner, place, ending, new_revision, pairs, new_record);
    RETURN 'added';
  END $$;
  `,
  // The table is unlogged: after a crash of PostgreSQL, every bucket is full.
  (schema) => `
  CREATE UNLOGGED TABLE ${schema}.buckets (
    name text COLLATE "C" PRIMARY KEY,
    tokens float8 NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE FUNCTION ${schema}.draw_tokens(
    bucket text, wanted float8, returned float8, per_second float8, burst float8,
    OUT granted float8, OUT remaining float8
  ) LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO ${schema}.buckets AS b (name, tokens, at)
    VALUES (bucket, least(burst, burst + returned), clock_timestamp())
    ON CONFLICT (name) DO UPDATE SET
      tokens = least(burst, b.tokens + returned
        + greatest(0, extract(epoch FROM clock_timestamp() - b.at)::float8) * per_second),
      at = greatest(b.at, clock_timestamp())
    RETURNING b.tokens INTO remaining;
    granted := greatest(0, least(wanted, floor(remaining)));
    remaining := remaining - granted;
    IF granted > 0 THEN UPDATE ${schema}.buckets SET tokens = remaining WHERE name = bucket; END IF;
  END $$;
  `,
  // Older versions stored the content of files in the disk itself. Those disks cannot be read.
  (schema) => `
  DELETE FROM ${schema}.disks;
  CREATE TABLE ${schema}.disk_pieces (
    sandbox_id text COLLATE "C" NOT NULL REFERENCES ${schema}.sandboxes ON DELETE CASCADE,
    piece integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (sandbox_id, piece)
  );
  CREATE TABLE ${schema}.disk_leases (
    sandbox_id text COLLATE "C" PRIMARY KEY REFERENCES ${schema}.sandboxes ON DELETE CASCADE,
    holder text NOT NULL,
    expires_at timestamptz NOT NULL,
    wanted_until timestamptz NOT NULL
  );
  `,
  // The statuses of a sandbox over time, so that lists can search for one.
  (schema) => `
  ALTER TABLE ${schema}.sandboxes
    ADD COLUMN status text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN next_at float8 NOT NULL DEFAULT 'Infinity',
    ADD COLUMN next_status text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN last_at float8 NOT NULL DEFAULT 'Infinity',
    ADD COLUMN last_status text COLLATE "C" NOT NULL DEFAULT '';
  UPDATE ${schema}.sandboxes SET status = ${json} #>> '{sandbox,status}';
  UPDATE ${schema}.sandboxes SET next_status = status, last_status = status;
  UPDATE ${schema}.sandboxes SET next_at = (${json} #>> '{timeout,at}')::float8,
    next_status = 'paused', last_status = 'paused'
  WHERE status = 'active' AND ${json} #>> '{timeout,at}' IS NOT NULL;
  UPDATE ${schema}.sandboxes SET next_at = (${json} ->> 'activeAt')::float8,
    next_status = 'active', last_status = 'active'
  WHERE status = 'resuming' AND ${json} ->> 'activeAt' IS NOT NULL;
  UPDATE ${schema}.sandboxes SET last_at = (${json} #>> '{timeout,at}')::float8, last_status = 'paused'
  WHERE status = 'resuming' AND ${json} #>> '{timeout,at}' IS NOT NULL;

  DROP FUNCTION ${schema}.add_under_cap;
  CREATE FUNCTION ${schema}.add_under_cap(
    new_id text, owner text, place text, ending float8, new_revision integer, pairs jsonb,
    new_record text, first_status text, second_at float8, second_status text, third_at float8,
    third_status text, most float8, moment float8
  ) RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM 1 FROM ${schema}.teams WHERE id = owner FOR NO KEY UPDATE;
    IF NOT FOUND THEN RETURN 'no team'; END IF;
    PERFORM 1 FROM ${schema}.sandboxes WHERE id = new_id;
    IF FOUND THEN RETURN 'taken'; END IF;
    IF (SELECT count(*) FROM ${schema}.sandboxes WHERE team_id = owner AND ends_at > moment) >= most
    THEN RETURN 'full'; END IF;
    INSERT INTO ${schema}.sandboxes (id, team_id, sort_key, ends_at, revision, metadata, record,
      status, next_at, next_status, last_at, last_status)
    VALUES (new_id, owner, place, ending, new_revision, pairs, new_record,
      first_status, second_at, second_status, third_at, third_status);
    RETURN 'added';
  END $$;
  `,
];

/**
 * Migrates a schema to the current version. If several servers start at once, one migrates and the others
 * wait. A server that finds the current version needs no right to change the schema.
 *
 * @param schema a name that needs no quotes
 * @throws {Error} if the schema has a newer version, or the extension btree_gin is not available
 */
export async function migrate(sql: Sql, schema: string): Promise<void> {
  if ((await readVersion(sql, schema)) === migrations.length) return;
  await sql.begin(async (transaction) => {
    await transaction`SET LOCAL statement_timeout = 0`;
    await transaction`SELECT pg_advisory_xact_lock(${migrationLock})`;
    const version = await readVersion(transaction, schema);
    if (version === 0) {
      const [there] =
        await transaction`SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ${schema}`;
      // An administrator may have created the extension for a user who may not.
      if (!there) await transaction`CREATE SCHEMA ${sql(schema)}`;
      await transaction`CREATE TABLE IF NOT EXISTS ${sql(`${schema}.migrations`)} (version integer PRIMARY KEY)`;
      await transaction`CREATE EXTENSION IF NOT EXISTS btree_gin`.catch(explainExtension);
    }
    for (const [index, migration] of migrations.entries()) {
      if (index < version) continue;
      await transaction.unsafe(migration(schema));
      await transaction`INSERT INTO ${sql(`${schema}.migrations`)} VALUES (${index + 1})`;
    }
  });
}

/** @returns the version of the schema: the number of migrations that have run */
async function readVersion(sql: Sql | TransactionSql, schema: string): Promise<number> {
  // Queries the catalogue directly: casting a name may use a cached result from before the lock was acquired.
  const [table] = await sql`
    SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = ${schema} AND tablename = 'migrations'`;
  if (!table) return 0;
  const [row] = await sql`
    SELECT coalesce(max(version), 0) AS version FROM ${sql(`${schema}.migrations`)}`;
  const version = Number(row?.["version"]);
  if (version > migrations.length)
    throw new Error(
      `the schema ${schema} was written by a newer version of @sandboxes/server (${version}, this one knows ${migrations.length})`,
    );
  return version;
}

function explainExtension(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new Error(
    `the extension btree_gin is needed and cannot be created (${reason}); let an administrator run CREATE EXTENSION btree_gin`,
    { cause },
  );
}
