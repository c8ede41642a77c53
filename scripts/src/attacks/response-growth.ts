import type { Attack } from "./attack.ts";
import { callHostile } from "./call-hostile.ts";
import { type Call, events, pieces, typed } from "./hostile-responses.ts";

/** A response that arrives in many pieces. */
interface Growing {
  readonly name: string;
  readonly call: Call;
  /** @param count the number of pieces */
  respond(count: number): Response;
}

const growing: readonly Growing[] = [
  {
    name: "a list that starts with spaces",
    call: "all",
    respond: (count) => typed(pieces(" ", count, "[]")),
  },
  {
    name: "an element: a text",
    call: "all",
    respond: (count) => typed(pieces("x".repeat(100), count, '"}]', '[{"id":"')),
  },
  {
    name: "an element: a text of escaped quotes",
    call: "all",
    respond: (count) => typed(pieces(String.raw`\"\\`, count, '"}]', '[{"id":"')),
  },
  {
    name: "an element: a text of half characters",
    call: "all",
    respond: (count) => typed(pieces("\\", 2 * count, '"}]', '[{"id":"')),
  },
  {
    name: "an element: a list",
    call: "all",
    respond: (count) => typed(pieces("1, ", count, "1]}]", '[{"id":[')),
  },
  {
    name: "an element: nested lists",
    call: "all",
    respond: (count) => typed(pieces("[", count, `${"]".repeat(count)}]`, "[")),
  },
  {
    name: "small elements",
    call: "all",
    respond: (count) => typed(pieces("1,", count, "1]", "[")),
  },
  {
    name: "spaces between two elements",
    call: "all",
    respond: (count) => typed(pieces(" ", count, ",2]", "[1")),
  },
  {
    name: "an object that is read whole",
    call: "get",
    respond: (count) => typed(pieces("x", count, '"}', '{"id":"')),
  },
  {
    name: "an error",
    call: "get",
    respond: (count) => typed(pieces("x", count, '"}}', '{"error":{"message":"'), 409),
  },
  {
    name: "a line of an event",
    call: "stream",
    respond: (count) => events(pieces("x".repeat(20), count, "\n\n", "data: ")),
  },
  {
    name: "an event of many lines",
    call: "stream",
    respond: (count) => events(pieces("data: 1\n", count, "\n", "data: [\n")),
  },
  {
    name: "comments between events",
    call: "stream",
    respond: (count) => events(pieces(": x\r", count, "\r\r")),
  },
];

/** How many times as many pieces the longer of two responses has. */
const times = 4;

/** The growth of linear time is `times`, and that of quadratic time its square. */
const maxGrowth = 2 * times;

/** Shorter times are mostly noise, in milliseconds. */
const shortestTime = 25;

/** @returns the processor time of this thread for one response, in milliseconds */
async function timeOf({ call, respond }: Growing, count: number): Promise<number> {
  const start = process.threadCpuUsage();
  await callHostile(call, () => respond(count), { deadline: 60_000 }).catch(() => undefined);
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

/** Responses in many pieces: the time of the client must be linear in their number. */
export const growthAttacks: readonly Attack[] = growing.map((response) => ({
  name: `${response.name}, in many pieces`,
  run: async () => {
    let count = 5000;
    while ((await timeOf(response, count)) < shortestTime) count *= 2;
    let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // Garbage collection and other programs only ever add time, so the least time counts.
    for (let round = 0; round < 5; round += 1) {
      short = Math.min(short, await timeOf(response, count));
      long = Math.min(long, await timeOf(response, count * times));
      if (round > 0 && long < maxGrowth * short) return undefined;
    }
    return `${count} pieces take ${short.toFixed(0)} ms, and ${times} times as many ${long.toFixed(0)} ms`;
  },
}));
