import { median } from "../measure.ts";

const perRound = 500;
const rounds = 60;
const warmUp = 15;

/**
 * Measures the contenders in turns, so that a slow moment of the machine affects all of them. Every
 * second round runs in reverse order, so that no contender always collects the garbage of the same other.
 *
 * @returns the CPU time of one call in microseconds, by name
 */
export async function measureCpu(
  calls: ReadonlyMap<string, () => Promise<unknown>>,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>([...calls.keys()].map((name) => [name, []]));
  const [there, back] = [[...calls], [...calls].toReversed()];
  for (let round = 0; round < rounds; round++) {
    for (const [name, call] of round % 2 === 0 ? there : back) {
      const start = process.cpuUsage();
      for (let index = 0; index < perRound; index++) await call();
      const { user, system } = process.cpuUsage(start);
      if (round >= warmUp) times.get(name)?.push((user + system) / perRound);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}
