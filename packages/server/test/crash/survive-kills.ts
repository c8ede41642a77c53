import type { Sandbox } from "@sandboxes/schema";
import { type ServerProcess, startProcess } from "./server-process.ts";
import { type Access, type Tally, Writer, askOn } from "./writer.ts";

const writers = 8;
/** The minimum number of changes between a start and a crash, and the range above it. */
const [fewest, spread] = [20, 180];

/** A target to crash. */
export interface Victim {
  /** The database for `startServer`, which must be empty. */
  readonly database: string;
  /** The process to kill: the server, or the database. */
  readonly what: "server" | "database";
  /** Kills the database. */
  killDatabase?(): Promise<void>;
  /** Starts the database again. */
  startDatabase?(): Promise<void>;
  /** Resolves when no work of a killed server is still in progress. */
  settle?(): Promise<void>;
}

/**
 * Kills a server or its database repeatedly during writes, and compares the state afterwards with the
 * acknowledged changes.
 *
 * @returns the counts; no `problems` if no acknowledged change was lost and no change is partial
 */
export async function surviveKills(victim: Victim, kills: number): Promise<Tally> {
  const tally: Tally = { acknowledged: 0, unanswered: 0, kept: 0, failed: 0, problems: [] };
  const all = Array.from({ length: writers }, (_, index) => new Writer(`w${index}`, tally));
  let server = await startProcess(victim.database);
  try {
    const apiKey = server.firstKey!;
    for (let kill = 0; kill < kills; kill++) {
      const access = { url: server.url, apiKey };
      const writing = Promise.all(all.map(async (writer) => await writer.write(access)));
      // The moment differs for each kill, and is the same in every run.
      await acknowledged(tally, tally.acknowledged + fewest + ((kill * 67) % spread), writing);
      server = await crash(victim, server, writing);
      await check({ url: server.url, apiKey }, all, tally);
      if (tally.problems.length > 0) break;
    }
  } finally {
    await server.kill();
  }
  return tally;
}

async function crash(
  { database, what, killDatabase, startDatabase, settle }: Victim,
  server: ServerProcess,
  writing: Promise<unknown>,
): Promise<ServerProcess> {
  if (what === "database") {
    await killDatabase?.();
    await writing;
    await startDatabase?.();
    return server;
  }
  await server.kill();
  await writing;
  await settle?.();
  return await startProcess(database);
}

async function check(access: Access, all: readonly Writer[], tally: Tally): Promise<void> {
  const { status, body } = await askOn(access, "GET", "");
  if (status !== 200) {
    tally.problems.push(`the list is answered with ${status} after the crash`);
    return;
  }
  const listed = body as Sandbox[];
  await Promise.all(all.map(async (writer) => await writer.check(access, listed)));
  const living = all.reduce((sum, writer) => sum + writer.living, 0);
  if (listed.length !== living)
    tally.problems.push(`there are ${listed.length} sandboxes, and ${living} were made`);
}

/** Resolves when this many changes have been acknowledged, or all writers have stopped. */
async function acknowledged(tally: Tally, many: number, writing: Promise<unknown>): Promise<void> {
  let isOver = false;
  void writing.then(() => (isOver = true));
  while (tally.acknowledged < many && !isOver)
    await new Promise((resolve) => setTimeout(resolve, 1));
}
