import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../run-command.ts";
import { installTool } from "../packages/install-tool.ts";

/** A program and its arguments. */
interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The work for a runtime: the cases and their setting. */
export interface Work {
  /** The folder with the installed client and the cases. */
  readonly folder: string;
  readonly setting: Readonly<Record<string, string>>;
  /** The URL of the page with the cases. */
  readonly page: string;
}

export interface Runtime {
  readonly name: string;
  /** Installs the runtime. @returns the command that prints its version @throws Error when that fails */
  install(): Promise<Command>;
  /** Returns the command that runs the cases. */
  command(tool: Command, work: Work): Promise<Command> | Command;
  /** The URL to request when the runtime does not start the cases by itself. */
  readonly url?: string;
}

function fromNpm(spec: string, program: string): Runtime["install"] {
  return async () => ({
    program: join(await installTool(spec), "node_modules", program),
    args: ["--version"],
  });
}

function started(name: string, spec: string, program: string, ...args: readonly string[]): Runtime {
  return {
    name,
    install: fromNpm(spec, program),
    command: (tool, { setting }) => ({
      ...tool,
      args: [...args, "report.mjs", JSON.stringify(setting)],
    }),
  };
}

const workerPort = 18_788;

const workerd: Runtime = {
  name: "workerd",
  install: fromNpm("workerd@1", ".bin/workerd"),
  url: `http://127.0.0.1:${workerPort}/`,
  async command(tool, { folder, setting }) {
    const quoted = JSON.stringify(JSON.stringify(setting));
    await writeFile(
      join(folder, "worker.capnp"),
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "bundles/worker.js")],
      compatibilityDate = "2026-01-01",
      bindings = [(name = "setting", json = ${quoted})],
    )),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${workerPort}", http = (), service = "main")],
);
`,
    );
    return { ...tool, args: ["serve", "worker.capnp"] };
  },
};

const chromium: Runtime = {
  name: "Chromium",
  async install() {
    const folder = await installTool("@sparticuz/chromium@153");
    // It unpacks itself into the temporary folder.
    const home = join(folder, "unpacked");
    await mkdir(home, { recursive: true });
    const script =
      'import("@sparticuz/chromium").then(async (m) => console.log(await m.default.executablePath()))';
    const { code, stdout, output } = await runCommand("node", ["-e", script], {
      cwd: folder,
      env: { ...process.env, TMPDIR: home },
      limit: 60,
    });
    if (code !== 0) throw new Error(output);
    return { program: stdout.trim(), args: ["--version"] };
  },
  command: (tool, { folder, page }) => ({
    ...tool,
    args: [
      "--headless=shell",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      // Pages of another origin cannot read the responses of the API.
      "--disable-web-security",
      `--user-data-dir=${join(folder, "profile")}`,
      page,
    ],
  }),
};

/** The supported runtimes, in the order of the table. */
export const runtimes: readonly Runtime[] = [
  ...[20, 22, 24, 26].map((major) => started(`Node ${major}`, `node@${major}`, "node/bin/node")),
  started("Bun", "bun@1", ".bin/bun", "run"),
  started("Deno", "deno@2", ".bin/deno", "run", "-A", "--no-lock", "--node-modules-dir=manual"),
  workerd,
  chromium,
];
