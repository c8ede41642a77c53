import { rmSync } from "node:fs";
import { readBanner } from "./artifact/banner.ts";
import { endOfLinks } from "./artifact/end-of-links.ts";
import { loadInput } from "./artifact/load-input.ts";
import { findOrphans } from "./artifact/orphans.ts";
import { type Target, filesOf, read, staleArtifacts } from "./artifact/target.ts";
import { writeFiles } from "./artifact/write-files.ts";
import { collectProblems } from "./collect-problems.ts";
import { ConfigError } from "./config/config-error.ts";
import type { Config } from "./config/config.ts";
import { type DocumentSummary, summarize } from "./document-summary.ts";
import type { Problem } from "./document/problems/problem.ts";
import { resolveTargets } from "./config/resolve-targets.ts";

/** The result of a run. */
export interface Generation {
  /** Absolute paths of the files whose text changed. */
  written: readonly string[];
  /** Absolute paths of the files that were deleted because they are not generated any more. */
  removed: readonly string[];
  /** Absolute paths of the files that are not generated any more, but were edited by hand. They stay. */
  kept: readonly string[];
  /** The number of files that were up to date. */
  unchanged: number;
  /** The warnings about the documents that were read. A document with nothing to generate is not read. */
  warnings: readonly Problem[];
  /** A summary of each spec that was read. */
  summaries: readonly DocumentSummary[];
}

/**
 * Generates every artefact of a configuration.
 *
 * Nothing is written unless every document is accepted. A file is written only if its text changes, and
 * in one step. The same input gives the same bytes.
 *
 * @param base folder that relative paths of the configuration start from; a path or `file:` URL
 * @default base is the working directory
 * @returns what was written
 * @throws {DocumentError} with the problems of all documents
 * @throws {ConfigError} if the configuration is wrong, or an emitter in it fails
 * @example
 * await generate({ specs: [{ spec: "openapi.yaml", out: "src" }] });
 */
export async function generate(config: Config, base?: string): Promise<Generation> {
  return await generateTargets(resolveTargets(config, base));
}

/** Options for repeated runs. */
export interface Repetition {
  /** Whether to emit artefacts that seem up to date too. */
  all: boolean;
  /** Is called before a target is emitted. */
  onTarget(target: Target): void;
  /** Is called with the path of each file of a document before it is opened. */
  onFile(target: Target, path: string): void;
}

/** Generates the targets of a resolved configuration. */
export async function generateTargets(
  targets: readonly Target[],
  repetition?: Repetition,
): Promise<Generation> {
  const loaded = await collectProblems(targets, loadInput);
  const stale = loaded.flatMap((target) => {
    const artifacts = repetition?.all ? target.artifacts : staleArtifacts(target);
    return artifacts.length > 0 ? [{ target, artifacts }] : [];
  });
  const renderings = await collectProblems(stale, async ({ target, artifacts }) => {
    // A run with nothing to do loads no parser, no compiler and no emitter.
    const { render } = await import("./artifact/render.ts");
    repetition?.onTarget(target);
    return await render(
      target,
      artifacts,
      repetition && ((path) => repetition.onFile(target, path)),
    );
  });
  const files = renderings.flatMap((rendering) => [...rendering.files]);
  const changed = new Map(files.filter(([path, text]) => read(path) !== text));
  for (const path of changed.keys()) refuseHandwritten(path);
  const orphans = findOrphans(targets);
  writeFiles(changed);
  const removed = orphans.flatMap(({ path, isEdited }) => (isEdited ? [] : [path]));
  for (const path of removed) rmSync(path);
  return {
    written: [...changed.keys()],
    removed,
    kept: orphans.flatMap(({ path, isEdited }) => (isEdited ? [path] : [])),
    unchanged: targets.flatMap(filesOf).length - changed.size,
    warnings: renderings.flatMap(({ warnings }) => warnings),
    summaries: renderings.map(({ api }) => summarize(api)),
  };
}

/** Refuses to overwrite a file that was written by hand. A `.gen.ts` file always belongs to the generator. */
function refuseHandwritten(path: string): void {
  const text = read(path);
  if (text === undefined || readBanner(text) || endOfLinks(path).endsWith(".gen.ts")) return;
  throw new ConfigError(
    `${path} exists and was not generated. Delete it, or choose another \`file\`.`,
  );
}
