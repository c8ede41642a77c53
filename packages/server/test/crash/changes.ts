import { isDeepStrictEqual } from "node:util";
import type { SandboxWithToken } from "@sandboxes/schema";

/** A requested change of one sandbox. */
export type Change =
  | { readonly kind: "create" | "update"; readonly wanted: Wanted }
  | { readonly kind: "exec"; readonly command: string }
  /** `hold` starts a command that runs until another change ends it. */
  | { readonly kind: "hold" | "delete" | "pause" | "resume" };

/** The fields that a create or an update sets, all at once. */
export interface Wanted {
  readonly name: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly network: { readonly allow_out: string[]; readonly deny_out: string[] };
}

/** The observed state of a sandbox; `undefined` if it does not exist. */
export type Seen =
  | { readonly shown: SandboxWithToken; readonly commands: readonly string[] }
  | undefined;

/** Fields that only the server can choose. */
const chosen = ["id", "created_at", "access_token", "snapshot_id"] as const;

/** @returns whether the state after a change is exactly the expected one */
export function isAfter(before: Seen, change: Change, after: Seen): boolean {
  return isDeepStrictEqual(after, outcome(before, change, after));
}

/**
 * @param after the state that has the server's choices
 * @returns the expected state after a change
 */
export function outcome(before: Seen, change: Change, after: Seen): Seen {
  const choices = Object.fromEntries(
    chosen.flatMap((name) => (after?.shown[name] ? [[name, after.shown[name]]] : [])),
  ) as Pick<SandboxWithToken, (typeof chosen)[number]>;
  if (change.kind === "create") {
    const { snapshot_id: _, ...rest } = choices;
    const size = { vcpu_count: 2, memory_mib: 2048 };
    return { shown: { status: "active", ...size, ...rest, ...change.wanted }, commands: [] };
  }
  if (change.kind === "delete" || !before) return undefined;
  const { shown, commands } = before;
  const { access_token, snapshot_id } = choices;
  const isNew = (name: "access_token" | "snapshot_id"): boolean => choices[name] !== shown[name];
  switch (change.kind) {
    case "update": {
      const { metadata, network } = change.wanted;
      return { shown: { ...shown, metadata, network }, commands };
    }
    case "hold":
      return before;
    case "exec":
      return { shown, commands: [...commands, change.command] };
    case "pause":
      return snapshot_id !== undefined && isNew("snapshot_id")
        ? { shown: { ...shown, status: "paused", snapshot_id }, commands }
        : undefined;
    case "resume":
      return isNew("access_token")
        ? { shown: { ...shown, status: "active", access_token }, commands }
        : undefined;
  }
}
