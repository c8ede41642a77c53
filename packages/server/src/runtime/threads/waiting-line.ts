/** A caller whose turn it is. Serve it with one of the two methods. */
interface Turn<T> {
  readonly team: string;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** Callers that wait for something of type `T`. */
export interface WaitingLine<T> {
  /** The number of waiting callers. */
  readonly size: number;
  includes(team: string): boolean;
  /**
   * Waits until the caller is served.
   *
   * @throws the reason of the signal
   */
  wait(team: string, signal: AbortSignal): Promise<T>;
  /**
   * Takes the next caller out of the line: one of the team with the smallest share, and of those the
   * one who has waited longest.
   *
   * @param shareOf how much a team already has
   * @param mayHave whether a team may have more
   */
  next(shareOf: (team: string) => number, mayHave?: (team: string) => boolean): Turn<T> | undefined;
}

/** @returns an empty line */
export function createWaitingLine<T>(): WaitingLine<T> {
  // A set keeps the order in which callers came.
  const turns = new Set<Turn<T>>();
  return {
    get size() {
      return turns.size;
    },
    includes: (team) => [...turns].some((turn) => turn.team === team),
    wait: async (team, signal) => {
      signal.throwIfAborted();
      return await new Promise<T>((resolve, reject) => {
        const leave = (): void => {
          turns.delete(turn);
          signal.removeEventListener("abort", onAbort);
        };
        const turn: Turn<T> = {
          team,
          resolve: (value) => {
            leave();
            resolve(value);
          },
          reject: (reason) => {
            leave();
            reject(reason);
          },
        };
        const onAbort = (): void => {
          turn.reject(signal.reason);
        };
        turns.add(turn);
        signal.addEventListener("abort", onAbort, { once: true });
      });
    },
    next: (shareOf, mayHave = () => true) => {
      let first: Turn<T> | undefined;
      for (const turn of turns) {
        const isBefore = !first || shareOf(turn.team) < shareOf(first.team);
        if (isBefore && mayHave(turn.team)) first = turn;
      }
      if (first) turns.delete(first);
      return first;
    },
  };
}
