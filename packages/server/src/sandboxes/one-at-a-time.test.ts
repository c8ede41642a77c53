import { expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

function controlled(): { work: () => Promise<void>; finish: ((error?: Error) => void)[] } {
  const finish: ((error?: Error) => void)[] = [];
  const work = async (): Promise<void> =>
    await new Promise((resolve, reject) => {
      finish.push((error) => (error ? reject(error) : resolve()));
    });
  return { work, finish };
}

const turn = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, 0));

it("runs one task at a time, and one task for all waiting callers", async () => {
  const { work, finish } = controlled();
  const ask = oneAtATime(work);
  const done: string[] = [];
  const asked = ["first", "second", "third"].map(async (name, index) => {
    // The others ask after the first task has begun.
    if (index > 0) await turn();
    await ask();
    done.push(name);
  });
  await turn();
  await turn();
  expect([finish.length, done]).toEqual([1, []]);
  finish[0]!();
  await turn();
  // The first task did not serve requests that came while it ran.
  expect([finish.length, done]).toEqual([2, ["first"]]);
  finish[1]!();
  await Promise.all(asked);
  expect([finish.length, done]).toEqual([2, ["first", "second", "third"]]);
});

it("rejects only the callers of a failed task, and continues", async () => {
  const { work, finish } = controlled();
  const ask = oneAtATime(work);
  const first = ask();
  await turn();
  const others = Promise.allSettled([ask(), ask()]);
  finish[0]!(new Error("first"));
  await expect(first).rejects.toThrow("first");
  await turn();
  finish[1]!(new Error("second"));
  expect(await others).toMatchObject([
    { reason: { message: "second" } },
    { reason: { message: "second" } },
  ]);
  const last = ask();
  await turn();
  finish[2]!();
  await last;
});
