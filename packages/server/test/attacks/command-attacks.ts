import type { Attack } from "./attack.ts";
import { busyTeamAttacks } from "./commands/busy-team.ts";
import { diskAttacks } from "./commands/large-disks.ts";
import { memoryAttacks } from "./commands/memory.ts";
import { pathAttacks } from "./commands/paths.ts";
import { twoServerAttacks } from "./commands/two-servers.ts";

/** Attacks and faults by commands that run in a sandbox. */
export const commandAttacks: readonly Attack[] = [
  ...pathAttacks,
  ...memoryAttacks,
  ...busyTeamAttacks,
  ...diskAttacks,
  ...twoServerAttacks,
];
