import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  type KeyRecord,
  type Store,
  type Team,
  createKey,
  createTeam,
  hashKey,
  revokeKey,
} from "@sandboxes/server";
import { openStore } from "@sandboxes/server/start";
import type { Command, Output } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { databaseUsage, readDatabase } from "./database-option.ts";

const usage = `Usage: sandboxes keys create [OPTIONS]
       sandboxes keys list [OPTIONS]
       sandboxes keys revoke KEY [OPTIONS]

Creates, lists and revokes API keys in a database, also while a server uses it. The database stores only
the hash of a key, so a key that is lost cannot be shown again: create another one.

create prints the new key to standard output. revoke takes a key, its hash, or the first 8 or more
characters of the hash.

${databaseUsage}
  --team TEAM           create: the team of the key (default: the only team)
                        list: only the keys of this team
  --new-team            create: make the team, named by --team or else at random
  --expires-at TIME     create: when the key expires, such as 2030-01-31T12:00:00Z (default: never)
  --json                list: one JSON array instead of a table
  --help                this text`;

/** Manages the API keys of a database. */
export const keys: Command = { usage, run };

type Options = ReturnType<typeof parse>["values"];
type Action = (store: Store, options: Options, output: Output, key: string) => Promise<void>;

const actions: Readonly<Record<string, Action>> = { create, list, revoke };

/** The options of each action, in addition to `--database`. */
const optionsOf: Readonly<Record<string, readonly string[]>> = {
  create: ["team", "new-team", "expires-at"],
  list: ["team", "json"],
  revoke: [],
};

/** The minimum length of a hash prefix that `revoke` accepts. */
const shortestHash = 8;

async function run(argv: readonly string[], output: Output): Promise<void> {
  const { values, positionals } = parse(argv);
  const [name, key = "", ...others] = positionals;
  const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (name === undefined || !action)
    throw new UsageError(
      name === undefined ? usage : `sandboxes keys has no action ${name}.\n\n${usage}`,
    );
  if ((name === "revoke") !== (key !== "") || others.length > 0)
    throw new UsageError(
      name === "revoke"
        ? "revoke takes one key or hash."
        : `${name} takes no ${key || "argument"}.`,
    );
  for (const option of Object.keys(values))
    if (option !== "database" && !optionsOf[name]?.includes(option))
      throw new UsageError(`${name} does not take --${option}.\n\n${usage}`);
  const database = readDatabase(values.database);
  if (database === "memory")
    throw new UsageError("The keys of a server in memory end with it. Name another --database.");
  const isFile = !/^[a-z][a-z\d+.-]*:/i.test(database);
  if (isFile && name !== "create" && !existsSync(database))
    throw new Error(`There is no database ${database}. Name another one with --database.`);
  const store = await openStore(database);
  try {
    await action(store, values, output, key);
  } finally {
    await store.close();
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        database: { type: "string" },
        team: { type: "string" },
        "new-team": { type: "boolean" },
        "expires-at": { type: "string" },
        json: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

async function create(store: Store, options: Options, output: Output): Promise<void> {
  const expiresAt = readExpiry(options["expires-at"]);
  const team = await findTeam(store, options);
  const { apiKey, hash } = await createKey(
    store,
    team,
    expiresAt === undefined ? {} : { expiresAt },
  );
  output.out(apiKey);
  output.err(
    `This key of the team ${team.id} is not shown again. Its hash starts with ${hash.slice(0, 12)}.`,
  );
}

async function list(store: Store, options: Options, output: Output): Promise<void> {
  const teams = await store.listTeams();
  const { team } = options;
  if (team !== undefined && !teams.some(({ id }) => id === team)) throw noTeam(team, teams);
  const wanted = teams.filter(({ id }) => team === undefined || id === team);
  const all = (await Promise.all(wanted.map(async ({ id }) => await store.listKeys(id)))).flat();
  if (options.json) {
    output.out(JSON.stringify(all.map(toJson)));
    return;
  }
  if (all.length === 0) output.err("There are no keys. Create one with: sandboxes keys create");
  else
    output.out(
      toTable([
        ["HASH", "TEAM", "STATE", "EXPIRES"],
        ...all.map((key) => [
          key.hash.slice(0, 12),
          key.team,
          stateOf(key),
          expiryOf(key) ?? "never",
        ]),
      ]),
    );
}

async function revoke(store: Store, _: Options, output: Output, key: string): Promise<void> {
  const hash = key.startsWith("ss_") ? await hashKey(key) : key.toLowerCase();
  if (!/^[\da-f]+$/.test(hash) || hash.length < shortestHash)
    throw new UsageError(
      `revoke takes a key that starts with ss_, its hash, or at least the first ${shortestHash} characters of the hash.`,
    );
  const teams = await store.listTeams();
  const all = (await Promise.all(teams.map(async ({ id }) => await store.listKeys(id)))).flat();
  const found = all.filter((each) => each.hash.startsWith(hash));
  const [record, second] = found;
  if (!record) throw new Error("There is no such key. See: sandboxes keys list");
  if (second) throw new Error(`${found.length} keys start with ${hash}. Give more of the hash.`);
  if (!record.revoked) await revokeKey(store, record.hash);
  const done = record.revoked ? "was revoked already" : "is revoked";
  output.out(`The key ${record.hash.slice(0, 12)} of the team ${record.team} ${done}.`);
}

async function findTeam(store: Store, { team, "new-team": isNew = false }: Options): Promise<Team> {
  const teams = await store.listTeams();
  if (isNew || teams.length === 0) {
    if (team !== undefined && !/^[\w.-]{1,64}$/.test(team))
      throw new UsageError('--team takes up to 64 letters, digits, "_", "-" and ".".');
    if (teams.some(({ id }) => id === team))
      throw new Error(`There is a team ${team} already. Leave --new-team out.`);
    return await createTeam(store, team ?? (teams.length === 0 ? "default" : undefined));
  }
  const found = team === undefined ? teams : teams.filter(({ id }) => id === team);
  const [only, second] = found;
  if (only && !second) return only;
  if (team !== undefined) throw noTeam(team, teams);
  throw new UsageError(
    `There are ${teams.length} teams. Name one with --team: ${teams.map(({ id }) => id).join(", ")}.`,
  );
}

function noTeam(team: string, teams: readonly Team[]): Error {
  const names = teams.map(({ id }) => id).join(", ") || "none";
  return new Error(
    `There is no team ${team}. There are: ${names}. keys create --new-team makes another one.`,
  );
}

function readExpiry(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const isDateTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const time = isDateTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new UsageError(
      `--expires-at takes a date, or a time such as 2030-01-31T12:00:00Z, not ${text}.`,
    );
  if (time <= Date.now()) throw new UsageError(`--expires-at is in the past: ${text}.`);
  return time;
}

function stateOf({ revoked, expiresAt = Number.POSITIVE_INFINITY }: KeyRecord): string {
  if (revoked) return "revoked";
  return expiresAt <= Date.now() ? "expired" : "good";
}

function expiryOf({ expiresAt }: KeyRecord): string | undefined {
  return expiresAt === undefined ? undefined : new Date(expiresAt).toISOString();
}

function toJson(key: KeyRecord): object {
  return {
    hash: key.hash,
    team: key.team,
    state: stateOf(key),
    expires_at: expiryOf(key) ?? null,
  };
}

function toTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
