// Runs the same cases with the packed client in every supported runtime, against the real server, and
// prints the table for the client's README. With --write it updates the README. Build the packages
// first.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createTestApi } from "@sandboxes/test-utils";
import { rolldown } from "rolldown";
import { installPacked } from "../packages/install-packed.ts";
import { repository, withTemporaryFolder } from "../repository.ts";
import { runCommand } from "../run-command.ts";
import { type Runtime, type Work, runtimes } from "../runtimes/runtimes.ts";

interface Result {
  readonly name: string;
  readonly problem?: string;
}

interface Row {
  readonly runtime: string;
  /** Absent when the runtime cannot be installed. */
  readonly version?: string;
  readonly results: readonly Result[];
  /** The reason why there are no results. */
  readonly problem?: string;
  readonly seconds: number;
}

// `node scripts/src/checks/check-runtimes.ts Bun Deno` runs only these two.
const names = process.argv.slice(2).filter((name) => name !== "--write");
const chosen = runtimes.filter(({ name }) => names.length === 0 || names.includes(name));

/** The time limit for all cases in one runtime, in seconds. */
const limit = 30;

/** Installs the packed client as a user would, and bundles the cases with it. */
async function prepare(folder: string): Promise<void> {
  await installPacked(folder);
  for (const name of ["cases", "report", "worker"])
    await cp(join(import.meta.dirname, `../runtimes/${name}.mjs`), join(folder, `${name}.mjs`));
  await mkdir(join(folder, "bundles"));
  for (const name of ["report", "worker"]) {
    const bundle = await rolldown({
      input: join(folder, `${name}.mjs`),
      cwd: folder,
      platform: "browser",
    });
    await bundle.write({ file: join(folder, "bundles", `${name}.js`), format: "esm" });
    await bundle.close();
  }
}

/** Serves the page with the cases and receives the reports. */
async function listen(folder: string): Promise<{
  url: string;
  /** Waits for the next report. */
  report(): Promise<Result[]>;
  close(): void;
}> {
  let resolve: (results: Result[]) => void = () => {};
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === "/report") {
      response.end();
      resolve(JSON.parse(await textOf(request)) as Result[]);
    } else if (request.url === "/report.js") {
      response.setHeader("Content-Type", "text/javascript");
      response.end(await readFile(join(folder, "bundles/report.js")));
    } else {
      response.setHeader("Content-Type", "text/html");
      response.end('<script type="module" src="/report.js"></script>');
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    report: () => new Promise((resolvePromise) => (resolve = resolvePromise)),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

/** Sends requests until one gets a response or the program ends. */
async function ask(url: string, signal: AbortSignal): Promise<Result[]> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const response = await fetch(url, { signal });
      return (await response.json()) as Result[];
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function run(runtime: Runtime, work: Work, report: () => Promise<Result[]>): Promise<Row> {
  const start = performance.now();
  const row = (rest: Partial<Row>): Row => ({
    runtime: runtime.name,
    results: [],
    seconds: (performance.now() - start) / 1000,
    ...rest,
  });

  let version: string;
  let tool;
  try {
    tool = await runtime.install();
    const asked = await runCommand(tool.program, tool.args, { limit: 20 });
    if (asked.code !== 0) throw new Error(asked.output.trim() || `exit code ${asked.code}`);
    version = /\d+[.\d-]*\d/.exec(asked.output)?.[0] ?? asked.output.trim();
  } catch (error) {
    return row({ problem: error instanceof Error ? error.message : String(error) });
  }

  const { program, args, env } = await runtime.command(tool, work);
  const over = new AbortController();
  const results = runtime.url === undefined ? report() : ask(runtime.url, over.signal);
  results.catch(() => {});
  const ended = runCommand(program, args, {
    cwd: work.folder,
    env: { ...process.env, ...env },
    limit,
    signal: over.signal,
  });
  const first = await Promise.race([results, ended]);
  over.abort();
  if (Array.isArray(first)) {
    await ended;
    return row({ version, results: first });
  }
  const { code, output } = first;
  return row({ version, problem: `exit code ${code}, without a report\n${output}` });
}

/** Returns the table for the README. */
function table(rows: readonly Row[]): string {
  const lines = rows.map(({ runtime, version, results, problem }) => {
    const passed = results.filter((result) => result.problem === undefined).length;
    const note = problem === undefined ? `${passed} of ${results.length}` : "not run";
    return `| ${runtime} | ${version ?? ""} | ${note} |`;
  });
  return ["| runtime | version | cases that pass |", "| --- | --- | --- |", ...lines].join("\n");
}

async function writeTable(text: string): Promise<void> {
  const readme = join(repository, "packages/client/README.md");
  const before = await readFile(readme, "utf8");
  const marks = /(<!-- runtimes -->\n)[^]*(\n<!-- end of runtimes -->)/;
  if (!marks.test(before))
    throw new Error(
      `${readme} has no marks for the table: <!-- runtimes --> and <!-- end of runtimes -->.`,
    );
  await writeFile(
    readme,
    before.replace(marks, (_, start: string, end: string) => `${start}\n${text}\n${end}`),
  );
}

await withTemporaryFolder(async (folder) => {
  await prepare(folder);
  const maxSandboxes = 500;
  const api = await createTestApi({ maxSandboxes, shell: true });
  // This team has reached its limit.
  const full = await api.addTeam({
    sandboxes: Array.from({ length: maxSandboxes }, () => ({
      metadata: { seed: "many", text: '"]},{\\' },
    })),
  });
  await using server = await api.listen();
  const pages = await listen(folder);
  const closed = await api.listen();
  await closed.close();
  const rows: Row[] = [];
  try {
    for (const runtime of chosen) {
      const setting = {
        baseUrl: server.url,
        unreachableUrl: closed.url,
        apiKey: api.apiKey,
        fullTeamKey: full.apiKey,
        report: `${pages.url}/report`,
      };
      const page = `${pages.url}/#${encodeURIComponent(JSON.stringify(setting))}`;
      const row = await run(runtime, { folder, setting, page }, pages.report);
      rows.push(row);
      const failures = row.results.filter(({ problem }) => problem !== undefined);
      const sign =
        row.version === undefined ? "SKIPPED" : row.problem || failures.length ? "✗" : "✓";
      console.log(
        `  ${sign} ${row.runtime} ${row.version ?? ""} (${row.seconds.toFixed(1)} s)${row.problem ? `: ${row.problem}` : ""}`,
      );
      for (const { name, problem } of failures) console.log(`      ${name}: ${problem}`);
    }
  } finally {
    pages.close();
  }

  console.log(`\n${table(rows)}\n`);
  if (process.argv.includes("--write")) await writeTable(table(rows));
  const skipped = rows.filter(({ version }) => version === undefined).length;
  const passed = rows.filter(
    ({ problem, results }) =>
      problem === undefined && results.every((result) => result.problem === undefined),
  ).length;
  const failed = rows.length - skipped - passed;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
});
