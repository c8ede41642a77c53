import { rmSync } from "node:fs";
import { readBanner } from "./artifact/banner.ts";
import { endOfLinks } from "./artifact/end-of-links.ts";
import { findOrphans } from "./artifact/orphans.ts";
import { type Target, filesOf, read, staleArtifacts } from "./artifact/target.ts";
import { writeFiles } from "./artifact/write-files.ts";
import { collectProblems } from "./collect-problems.ts";
import { ConfigError } from "./config/config-error.ts";
import type { Config } from "./config/config.ts";
import { type DocumentSummary, summarize } from "./document-summary.ts";
import type { Problem } from "./document/problems/problem.ts";
import { resolveTargets } from "./config/resolve-targets.ts";

/** What became of the files of a configuration. */
export interface Generation {
  /** Absolute paths of the files whose text changed. */
  written: readonly string[];
  /** Absolute paths of the files that were deleted: generated, and nothing generates them any more. */
  removed: readonly string[];
  /** Absolute paths of such files that somebody has edited since: those are left to a person. */
  kept: readonly string[];
  /** How many files were already right. */
  unchanged: number;
  /** What is suspicious in the specs that were read, or tolerated. Those of a spec that needed no reading are not told again. */
  warnings: readonly Problem[];
  /** What each spec that was read describes. */
  summaries: readonly DocumentSummary[];
}

/**
 * Generates every artefact of a configuration.
 *
 * Nothing is written unless every spec is sound; a file is written only when its text changes,
 * and then in one step. The same input gives the same bytes.
 *
 * @param base folder that relative paths of the configuration start from; a path or `file:` URL
 * @default base is the working directory
 * @returns what was written
 * @throws {DocumentError} with the problems of all specs
 * @throws {ConfigError} when the configuration is not one, or an emitter of its own fails
 * @example
 * await generate({ specs: [{ spec: "openapi.yaml", out: "src" }] });
 */
export async function generate(config: Config, base?: string): Promise<Generation> {
  return await generateTargets(resolveTargets(config, base));
}

/** How to generate when one does it again and again. */
export interface Repetition {
  /** Whether to emit what seems up to date as well. */
  all: boolean;
  /** Called before a target is emitted. */
  onTarget(target: Target): void;
  /** Called with the path of each file of a spec before it is looked for. */
  onFile(target: Target, path: string): void;
}

/** `generate` for a configuration that is resolved. */
export async function generateTargets(
  targets: readonly Target[],
  repetition?: Repetition,
): Promise<Generation> {
  const stale = targets.flatMap((target) => {
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

/** A `.gen.ts` is the generator's, whatever it holds; a file of another name, also at the end of a link, may be somebody's work. */
function refuseHandwritten(path: string): void {
  const text = read(path);
  if (text === undefined || readBanner(text) || endOfLinks(path).endsWith(".gen.ts")) return;
  throw new ConfigError(
    `${path} is there and was not generated. Delete it, or choose another \`file\`.`,
  );
}
