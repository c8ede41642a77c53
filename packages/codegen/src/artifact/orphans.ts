import { readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { readBanner } from "./banner.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Target, isGenerated, read } from "./target.ts";

/** A file that was generated from the document of a target and is not generated any more. */
export interface Orphan {
  /** Absolute. */
  path: string;
  /** Whether it was edited by hand. */
  isEdited: boolean;
}

/**
 * @param targets all targets of a configuration, because one may generate a file that another does not
 * @returns the orphans in the folders of the targets
 */
export function findOrphans(targets: readonly Target[]): Orphan[] {
  const wanted = new Set(
    targets.flatMap(({ out, artifacts }) =>
      artifacts.flatMap(({ file }) => [join(real(out), file), real(join(out, file))]),
    ),
  );
  const orphans = new Map<string, Orphan>();
  for (const target of targets) {
    const folder = real(target.out);
    for (const name of listFolder(folder)) {
      const place = join(folder, name);
      if (!/\.[mc]?[jt]s$/.test(name) || wanted.has(place) || orphans.has(place)) continue;
      const path = join(target.out, name);
      const text = read(path) ?? "";
      if (isGenerated(text, target)) orphans.set(place, { path, isEdited: isEdited(text) });
    }
  }
  return [...orphans.values()];
}

function isEdited(text: string): boolean {
  const { banner, body } = readBanner(text) ?? { body: text };
  return banner?.content !== fingerprint([body]);
}

/** @returns the path without links, so that two paths to one file are equal */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
