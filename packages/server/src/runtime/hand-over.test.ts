import { describe, expect, it } from "vitest";
import { run, start } from "./fixtures/machine.ts";
import { createBashRuntime } from "./just-bash.ts";
import type { Command, Output } from "./runtime.ts";

it("makes a command wait while its output is not read", async () => {
  const machine = await start();
  let open!: () => void;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let length = 0;
  const running = machine.run(
    {
      command:
        "line=$(printf '%09999d' 0); for i in {1..100}; do echo $line; echo $i > count; done",
      timeout_s: 30,
    },
    {
      write: async ({ stdout = "" }) => {
        await gate;
        length += stdout.length;
      },
    },
  );
  const count = async (): Promise<number> =>
    Number((await run(machine, "sleep 0.1; cat count")).stdout);
  // 64 KiB may be in transit: seven lines of 10,000 characters.
  await expect.poll(count, { timeout: 20_000 }).toBe(7);
  expect(await count()).toBe(7);
  expect(length).toBe(0);
  open();
  expect(await running).toEqual({ exit_code: 0 });
  expect(length).toBe(1_000_000);
});

/** Creates a reader that needs some milliseconds per piece. @returns its pieces, and the time of its end */
async function takeSlowly(
  ms: number,
  { command, timeout_s }: Pick<Command, "command" | "timeout_s">,
): Promise<{ log: readonly string[]; ending: unknown; rest: Promise<unknown> }> {
  const machine = await start();
  await run(machine, "true");
  const log: string[] = [];
  const takings: Promise<void>[] = [];
  const write = async ({ stdout, stderr }: Output): Promise<void> => {
    const piece = `${stdout ?? ""}${stderr ?? ""}`.trim();
    log.push(`${piece} begins`);
    const taking = new Promise<void>((resolve) => setTimeout(resolve, ms));
    takings.push(taking);
    await taking;
    log.push(`${piece} ends`);
  };
  const ending = await machine.run({ command, timeout_s }, { write });
  return { log: [...log], ending, rest: Promise.all(takings) };
}

it("writes one piece after the other", async () => {
  const { log, ending } = await takeSlowly(50, { command: "echo a; echo b >&2", timeout_s: 30 });
  expect(ending).toEqual({ exit_code: 0 });
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

it.each([
  ["echo a; echo b >&2; echo c; while true; do :; done", { code: "timeout" }],
  // The command ended before its timeout, but the reader did not.
  ["echo a; echo b >&2; echo c", { exit_code: 0 }],
])("writes the rest at once when the time of %j is up", async (command, wanted) => {
  const { log, ending, rest } = await takeSlowly(1800, { command, timeout_s: 3 });
  expect(ending).toMatchObject(wanted);
  expect(log).toEqual(["a begins", "a ends", "b begins", "c begins"]);
  await rest;
});

describe("a reader that reads nothing", () => {
  const never = async (): Promise<void> => await new Promise(() => undefined);

  it("does not block other commands after its own has ended", async () => {
    const machine = await start({}, undefined, createBashRuntime({ maxCommands: 1 }));
    await run(machine, "true");
    const unread = machine.run({ command: "echo a", timeout_s: 3 }, { write: never });
    expect(await run(machine, { command: "echo b", timeout_s: 2 })).toMatchObject({
      stdout: "b\n",
      ending: { exit_code: 0 },
    });
    expect(await unread).toEqual({ exit_code: 0 });
  });

  it("blocks its own command, which ends at its timeout", async () => {
    const machine = await start({}, undefined, createBashRuntime({ maxCommands: 1 }));
    await run(machine, "true");
    let given = 0;
    const write = async ({ stdout = "" }: Output): Promise<void> => {
      given += stdout.length;
      await never();
    };
    // One statement, so all of its output is buffered before any of it is read.
    const command = "printf '%01000000d' 0; echo over > over";
    const unread = machine.run({ command, timeout_s: 1 }, { write });
    expect(await run(machine, "ls")).toMatchObject({ stdout: "", ending: { exit_code: 0 } });
    expect(await unread).toMatchObject({ code: "timeout" });
    expect(given).toBe(65_536);
  });
});
