import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Change } from "@sandboxes/openapi-diff";
import { parse, stringify } from "yaml";

/** The path of the list in the repository. */
export const acceptedPath = "spec/accepted-breaks.yaml";

/** An intended breaking change. */
export interface AcceptedBreak {
  readonly rule: string;
  readonly pointer: string;
  /** The reason for the breaking change. The changelog repeats it. */
  readonly reason: string;
  /** The version of the spec when it was accepted. The entry expires with the next version. */
  readonly version: string;
}

/** Thrown for an invalid list of accepted breaks. */
export class AcceptedBreaksError extends Error {
  override readonly name = "AcceptedBreaksError";
}

const keys = ["rule", "pointer", "reason", "version"] as const;

/**
 * Reads the accepted breaks. A missing file means none.
 *
 * @param folder the root of the repository
 * @throws {AcceptedBreaksError} when an entry is incomplete or has no reason
 */
export function readAcceptedBreaks(folder: string): AcceptedBreak[] {
  const path = join(folder, acceptedPath);
  if (!existsSync(path)) return [];
  let entries: unknown;
  try {
    entries = parse(readFileSync(path, "utf8")) ?? [];
  } catch (error) {
    throw new AcceptedBreaksError(`${acceptedPath} is not YAML: ${(error as Error).message}`);
  }
  if (!Array.isArray(entries)) {
    throw new AcceptedBreaksError(`${acceptedPath} must be a list of entries.`);
  }
  return entries.map((entry: unknown, index) => {
    const values = (entry ?? {}) as Record<string, unknown>;
    const missing = keys.filter((key) => {
      const value = values[key];
      // The pointer of the whole document is an empty string.
      return typeof value !== "string" || (key !== "pointer" && value.trim() === "");
    });
    if (missing.length === 0) return entry as AcceptedBreak;
    throw new AcceptedBreaksError(
      `${acceptedPath}, entry ${index + 1}: \`${missing.join("`, `")}\` must be a text. Quote numbers.`,
    );
  });
}

/** Writes the list, in the order of the entries. */
export function writeAcceptedBreaks(folder: string, entries: readonly AcceptedBreak[]): void {
  const comment =
    "# Breaking changes that are made on purpose. `pnpm spec:change --accept REASON` adds them.\n" +
    "# An entry counts until the next release of the spec. See CONTRIBUTING.md.\n";
  const list =
    entries.length === 0
      ? "[]\n"
      : stringify(entries, {
          defaultStringType: "QUOTE_DOUBLE",
          defaultKeyType: "PLAIN",
          lineWidth: 0,
        });
  writeFileSync(join(folder, acceptedPath), comment + list);
}

/** Returns whether a change breaks code or requests that worked before. */
export function isBreak({ wire, types }: Pick<Change, "wire" | "types">): boolean {
  return wire === "breaking" || types === "breaking";
}

/**
 * @param entries the entries that have not expired
 * @returns the entry that accepts a change, if there is one
 */
export function acceptanceOf(
  { rule, pointer }: Pick<Change, "rule" | "pointer">,
  entries: readonly AcceptedBreak[],
): AcceptedBreak | undefined {
  return entries.find((entry) => entry.rule === rule && entry.pointer === pointer);
}
