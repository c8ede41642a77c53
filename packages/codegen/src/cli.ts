import { dirname, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Drift } from "./check.ts";
import { type Output, processOutput } from "./cli-output.ts";
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import { DocumentError, formatProblem } from "./document/problem.ts";
import type { Generation } from "./generate.ts";
import { loadConfig } from "./load-config.ts";

const usage = `Usage: sandboxes-codegen generate|check|watch [--config FILE]
       sandboxes-codegen generate|check|watch SPEC --out DIR

  generate   write the artefacts of every spec; touches only what changes
  check      compare them with the files that are there; exit code 1 when they differ
  watch      generate, and again whenever a spec or the configuration is saved

  --config FILE   configuration (default: codegen.config.ts)
  --out DIR       folder for the generated files of SPEC
  --git           check: report generated files that git does not have as they are
                  (default: where the variable CI is set; --no-git turns it off)
  --help          this text`;

/**
 * Runs the command line.
 *
 * @param argv the arguments, without the program's name
 * @returns the exit code: 0, or 1 when a spec is unsound, a file differs or the call is wrong
 */
export async function main(
  argv: readonly string[],
  output: Output = processOutput(),
): Promise<number> {
  try {
    return await run(argv, output);
  } catch (error) {
    const message = explain(error);
    if (message === undefined) throw error;
    output.err(message);
    return 1;
  }
}

/** @returns what a person is told of an error, or `undefined` when it is a fault of this package */
function explain(error: unknown): string | undefined {
  if (DocumentError.isInstance(error)) {
    const count = error.problems.length;
    return `${error.message}\n\n${count} ${count === 1 ? "problem" : "problems"}. Nothing was written.`;
  }
  const isKnown =
    ConfigError.isInstance(error) || (error as NodeJS.ErrnoException).code !== undefined;
  return isKnown ? (error as Error).message : undefined;
}

/** What a command is to work on. */
interface Job {
  /** The configuration, or the path of its file. */
  config: Config | string;
  /** `undefined` when nobody said. */
  git: boolean | undefined;
}

const commands: Readonly<Record<string, (job: Job, output: Output) => Promise<number>>> = {
  generate: runGenerate,
  check: runCheck,
  watch: runWatch,
};

async function run(argv: readonly string[], output: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    allowNegative: true,
    options: {
      config: { type: "string" },
      out: { type: "string" },
      git: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    output.out(usage);
    return 0;
  }
  const [name = "", spec, ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || rest.length > 0) {
    output.err(usage);
    return 1;
  }
  if (values.git !== undefined && name !== "check") throw new ConfigError("--git goes with check.");
  return await command({ config: configOf(name, spec, values), git: values.git }, output);
}

function configOf(
  command: string,
  spec: string | undefined,
  { out, config }: { out?: string | undefined; config?: string | undefined },
): Config | string {
  if (spec === undefined) {
    if (out === undefined) return resolve(config ?? "codegen.config.ts");
    throw new ConfigError(`--out goes with a spec: sandboxes-codegen ${command} SPEC --out DIR`);
  }
  if (config !== undefined) throw new ConfigError("Give either a spec or --config, not both.");
  if (out !== undefined) return { specs: [{ spec, out }] };
  throw new ConfigError(`Say where to write: sandboxes-codegen ${command} ${spec} --out DIR`);
}

async function load(config: Config | string): Promise<{ config: Config; base: string }> {
  if (typeof config !== "string") return { config, base: process.cwd() };
  return { config: await loadConfig(config), base: dirname(config) };
}

async function runGenerate(job: Job, output: Output): Promise<number> {
  const { config, base } = await load(job.config);
  const { generate } = await import("./generate.ts");
  const generation = await generate(config, base);
  tell(generation, output);
  const { unchanged } = generation;
  if (unchanged > 0)
    output.out(`${unchanged} ${unchanged === 1 ? "file was" : "files were"} up to date`);
  return 0;
}

function tell({ written, removed, kept, warnings }: Generation, output: Output): void {
  for (const warning of warnings) output.err(`warning: ${formatProblem(warning)}\n`);
  for (const file of written) output.out(`wrote ${relative(process.cwd(), file)}`);
  for (const file of removed) output.out(`removed ${relative(process.cwd(), file)}`);
  for (const file of kept)
    output.err(
      `kept ${relative(process.cwd(), file)}: nothing generates it any more, but it was edited by hand. Delete it, or the lines at its top that say it is generated.`,
    );
}

/** What generating again does not mend. */
const beyondGenerate: ReadonlySet<Drift["reason"]> = new Set([
  "unsound",
  "no-git",
  "edited-orphan",
]);

async function runCheck(job: Job, output: Output): Promise<number> {
  const { config, base } = await load(job.config);
  const { check, describeDrift } = await import("./check.ts");
  const git = job.git ?? !["", "0", "false"].includes(process.env["CI"] ?? "");
  const drifts = await check(config, base, { git });
  for (const drift of drifts) output.err(describeDrift(drift));
  // Without git there is still the comparison; only who asked for git in so many words is let down.
  const failures = drifts.filter(({ reason }) => reason !== "no-git" || job.git === true);
  if (failures.length === 0) {
    output.out("Every generated file is what its spec says.");
    return 0;
  }
  if (failures.some(({ reason }) => !beyondGenerate.has(reason))) {
    output.err("\nRun `sandboxes-codegen generate`, and commit what it writes.");
  }
  return 1;
}

async function runWatch(job: Job, output: Output): Promise<number> {
  const { watch } = await import("./watch.ts");
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  // Once each: a second Ctrl-C ends what does not end by itself.
  process.once("SIGINT", stop).once("SIGTERM", stop);
  output.unread?.addEventListener("abort", stop);
  try {
    await watch(job.config, {
      signal: controller.signal,
      onGenerate: (generation) => {
        tell(generation, output);
        const { written, removed, duration } = generation;
        const what = written.length + removed.length === 0 ? "Nothing to write" : "Done";
        output.out(`${what}, after ${Math.round(duration)} ms. Waiting for the next save.`);
      },
      onProblems: (error) =>
        output.err(`${explain(error) ?? error.stack}\nWaiting for the next save.`),
    });
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
  return 0;
}
