import { relative } from "node:path";
import type { Api } from "../api/api.ts";
import { readBanner } from "../artifact/banner.ts";
import { fingerprint } from "../artifact/fingerprint.ts";
import { loadInput } from "../artifact/load-input.ts";
import { render } from "../artifact/render.ts";
import { findOrphans } from "../artifact/orphans.ts";
import { type Target, filesOf, isGenerated, read } from "../artifact/target.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/config.ts";
import { plainText } from "../document/files/file-text.ts";
import { isUrl, publicUrl } from "../document/remote/location.ts";
import { DocumentError } from "../document/problems/problem.ts";
import { gitState } from "./git-state.ts";
import { componentUsers } from "./users.ts";
import { resolveTargets } from "../config/resolve-targets.ts";

/** A generated file that differs from its document, or that git does not have as it is. */
export interface Drift {
  /** Absolute path of the generated file, of a rejected document, or of a folder without git. */
  file: string;
  reason:
    | "missing"
    | "edited"
    | "spec-changed"
    | "generator-changed"
    | "orphan"
    | "edited-orphan"
    | "unsound"
    | "untracked"
    | "uncommitted"
    | "no-git";
  /** The parts that differ, such as `operation listMailboxes`. Empty if only the banner differs. */
  parts: readonly string[];
  /** The operations that the differing parts belong to or are part of, by operationId. */
  operations: readonly string[];
  /** The reason why a document is rejected, mostly a `DocumentError`. */
  error?: Error;
  /** The reason why git cannot be used. */
  message?: string;
}

export interface CheckOptions {
  /**
   * Whether to report generated files that git does not track, and those that were changed or
   * deleted since they were last added.
   *
   * @default false
   */
  git?: boolean;
}

/**
 * Generates everything in memory and compares it with the files.
 *
 * It reports every difference and every rejected document, and writes nothing.
 *
 * @param base folder that relative paths of the configuration start from; a path or `file:` URL
 * @default base is the working directory
 * @returns every difference; none if all files are up to date
 * @throws {ConfigError} if the configuration is wrong
 * @example
 * const drifts = await check({ specs: [{ spec: "openapi.yaml", out: "src" }] });
 * process.exitCode = drifts.length > 0 ? 1 : 0;
 */
export async function check(
  config: Config,
  base?: string,
  options: CheckOptions = {},
): Promise<Drift[]> {
  const targets = resolveTargets(config, base);
  const drifts = findOrphans(targets).map(({ path, isEdited }) =>
    drift(path, isEdited ? "edited-orphan" : "orphan"),
  );
  const wanted = new Set(targets.flatMap(filesOf));
  for (const target of targets) {
    drifts.push(...(await checkTarget(target)));
    if (options.git)
      drifts.push(...(await checkGit(target, wanted, new Set(drifts.map(({ file }) => file)))));
  }
  return drifts;
}

async function checkTarget(target: Target): Promise<Drift[]> {
  const drifts: Drift[] = [];
  try {
    const { api, files } = await render(await loadInput(target));
    for (const [file, wanted] of files) {
      const given = read(file);
      if (given !== wanted) drifts.push(await compare(api, file, given, wanted));
    }
  } catch (error) {
    if (!DocumentError.isInstance(error) && !ConfigError.isInstance(error)) throw error;
    drifts.push({ ...drift(target.spec, "unsound"), error });
  }
  return drifts;
}

function drift(file: string, reason: Drift["reason"]): Drift {
  return { file, reason, parts: [], operations: [] };
}

/**
 * @param wanted all files of the configuration
 * @param known files with a more serious difference
 */
async function checkGit(
  target: Target,
  wanted: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Promise<Drift[]> {
  const state = await gitState(target.out);
  if (typeof state === "string")
    return known.has(target.out) ? [] : [{ ...drift(target.out, "no-git"), message: state }];
  const drifts = filesOf(target)
    .filter((file) => !known.has(file) && read(file) !== undefined)
    .flatMap((file): Drift[] => {
      if (!state.tracked.has(file)) return [drift(file, "untracked")];
      return state.changed.has(file) ? [drift(file, "uncommitted")] : [];
    });
  // A file that is not generated any more may be deleted here and still be in git.
  for (const file of state.changed) {
    if (wanted.has(file) || known.has(file) || read(file) !== undefined) continue;
    if (isGenerated(plainText(await state.textOf(file)), target))
      drifts.push(drift(file, "uncommitted"));
  }
  return drifts;
}

type Outline = Map<string, string>;

async function compare(
  api: Api,
  file: string,
  given: string | undefined,
  wanted: string,
): Promise<Drift> {
  const { outline } = await import("./outline.ts");
  const [before, after] = [given ?? "", wanted].map((text) =>
    outline(readBanner(text)?.body ?? text),
  ) as [Outline, Outline];
  const names = [...new Set([...after.keys(), ...before.keys()])];
  const parts = names.filter((name) => before.get(name) !== after.get(name));
  return { file, reason: reasonFor(given, wanted), parts, operations: operationsOf(api, parts) };
}

function reasonFor(given: string | undefined, wanted: string): Drift["reason"] {
  if (given === undefined) return "missing";
  const [old, fresh] = [readBanner(given), readBanner(wanted)];
  if (!old || old.banner.content !== fingerprint([old.body])) return "edited";
  return old.banner.spec === fresh?.banner.spec ? "generator-changed" : "spec-changed";
}

function operationsOf(api: Api, parts: readonly string[]): string[] {
  const users = componentUsers(api);
  const changed = new Set(parts);
  const kinds: Readonly<Record<string, string>> = {
    schemas: "schema",
    responses: "response",
    parameters: "parameter",
    requestBodies: "request body",
    headers: "header",
  };
  const found = new Set(
    api.operations.filter(({ id }) => changed.has(`operation ${id}`)).map(({ id }) => id),
  );
  for (const [ref, ids] of users) {
    const [, , section = "", name = ""] = ref.split("/");
    if (changed.has(`${kinds[section] ?? section} ${name}`)) for (const id of ids) found.add(id);
  }
  return [...found].sort();
}

const sentences: Readonly<Record<Drift["reason"], string>> = {
  missing: "is missing",
  edited: "was edited by hand",
  "spec-changed": "is older than the spec",
  "generator-changed":
    "was made by another version of the generator, the configuration or an emitter",
  orphan: "is not generated any more",
  "edited-orphan":
    "is not generated any more, but was edited by hand: delete it, or the lines at its top that say it is generated",
  unsound: "is rejected, so its files cannot be compared",
  untracked: "is not tracked by git: add it, and commit",
  uncommitted: "differs from what git has: add it, and commit",
  "no-git": "could not be compared with git",
};

/** @returns one sentence about the difference, and what it touches */
export function describeDrift({
  file,
  reason: why,
  parts,
  operations,
  error,
  message,
}: Drift): string {
  const place = isUrl(file) ? publicUrl(file) : relative(process.cwd(), file) || ".";
  const lines = [`${place} ${sentences[why]}${message === undefined ? "" : `: ${message}`}`];
  if (error) lines.push("", error.message, "");
  if (operations.length > 0) lines.push(`  operations: ${operations.join(", ")}`);
  if (why === "edited" || why === "spec-changed" || why === "generator-changed") {
    lines.push(`  differs in: ${parts.length > 0 ? parts.join(", ") : "its banner only"}`);
  }
  return lines.join("\n");
}
