import { createWaitingLine } from "./waiting-line.ts";

/** Slots for running commands, shared by teams. */
export interface TeamShare {
  /**
   * Waits for a slot.
   *
   * @throws the reason of the signal
   */
  enter(team: string, signal: AbortSignal): Promise<void>;
  /** Frees a slot of the team. */
  leave(team: string): void;
}

/**
 * Shares slots between teams. A team gets a slot only while more slots are free than it already has, so
 * no team can take all of them. A team without a slot gets any free one.
 */
export function createTeamShare(maxSlots: number): TeamShare {
  const line = createWaitingLine<void>();
  const slots = createCounts();

  const hasRoom = (team: string): boolean => {
    const free = maxSlots - slots.total();
    return free > 0 && slots.of(team) < Math.max(free, 1);
  };
  return {
    enter: async (team, signal) => {
      signal.throwIfAborted();
      if (line.includes(team) || !hasRoom(team)) await line.wait(team, signal);
      else slots.add(team, 1);
    },
    leave: (team) => {
      slots.add(team, -1);
      for (let turn = line.next(slots.of, hasRoom); turn; turn = line.next(slots.of, hasRoom)) {
        slots.add(turn.team, 1);
        turn.resolve();
      }
    },
  };
}

/** Counts by team. A team that has nothing takes no memory. */
export interface Counts {
  of(team: string): number;
  total(): number;
  add(team: string, change: 1 | -1): void;
}

/** @returns counts that are all 0 */
export function createCounts(): Counts {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    of: (team) => counts.get(team) ?? 0,
    total: () => total,
    add: (team, change) => {
      total += change;
      const count = (counts.get(team) ?? 0) + change;
      if (count === 0) counts.delete(team);
      else counts.set(team, count);
    },
  };
}
