import type { Sandbox } from "@sandboxes/schema";
import type { Timeout } from "./timeout.ts";

/** The stored data of a sandbox. */
export interface SandboxRecord {
  /** Id of the team. */
  readonly team: string;
  /** The sandbox as the API shows it, with its status at the last change. */
  readonly sandbox: Sandbox;
  /** Opaque. Returned to the team, but never in a list. */
  readonly accessToken: string;
  /** Name or ID of its template. */
  readonly template: string;
  /** Environment variables of every command. */
  readonly envVars: Readonly<Record<string, string>>;
  /** When a resume is over, in milliseconds since the epoch. Present only while it is `resuming`. */
  readonly activeAt?: number;
  /** When the current session began, in milliseconds since the epoch. Absent before the first resume. */
  readonly activeSince?: number;
  /** Its next pause by `timeout_seconds`. */
  readonly timeout?: Timeout;
  /** When a store may remove it, in milliseconds since the epoch. Absent means never. */
  readonly endsAt?: number;
  /** Counts the changes. A new sandbox has 0. */
  readonly revision: number;
}
