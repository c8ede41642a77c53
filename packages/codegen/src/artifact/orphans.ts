import { readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { readBanner } from "./banner.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Target, isGenerated, read } from "./target.ts";

/** A file that was generated from the spec of a target, and that no artefact is written to. */
export interface Orphan {
  /** Absolute. */
  path: string;
  /** Whether somebody has worked on it since it was generated. */
  isEdited: boolean;
}

/**
 * @param targets all of a configuration: what one does not ask for, another may
 * @returns the orphans in their folders
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

/** @returns the path without links in it, so that two ways to a file are one */
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
