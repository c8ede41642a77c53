import type { Sandbox } from "@sandboxes/schema";
import { type ServerProcess, startProcess } from "./server-process.ts";
import { type Access, type Tally, Writer, askOn } from "./writer.ts";

const writers = 8;
/** The fewest changes between a start and a crash, and how much more there may be. */
const [fewest, spread] = [20, 180];

/** What there is to crash. */
export interface Victim {
  /** As `startServer` takes it; with nothing in it. */
  readonly database: string;
  /** What is killed: the server, or the database under it. */
  readonly what: "server" | "database";
  /** Kills the database. */
  killDatabase?(): Promise<void>;
  /** Starts it again. */
  startDatabase?(): Promise<void>;
  /** Resolves when nothing of a server that is gone is still being done. */
  settle?(): Promise<void>;
}

/**
 * Kills what answers requests again and again while it is being written to, and holds what is there
 * afterwards against what was acknowledged.
 *
 * @returns what was counted; no `problems` when nothing was lost, and nothing half done
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
      // Each time at another moment, the same ones in every run.
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

/** Resolves when so many changes have been acknowledged, or nobody writes any more. */
async function acknowledged(tally: Tally, many: number, writing: Promise<unknown>): Promise<void> {
  let isOver = false;
  void writing.then(() => (isOver = true));
  while (tally.acknowledged < many && !isOver)
    await new Promise((resolve) => setTimeout(resolve, 1));
}
