import { expect, it } from "vitest";
import { type CollectedOutput, collectOutput } from "./collect-output.ts";
import { start } from "./fixtures/machine.ts";
import type { Machine } from "./runtime.ts";

async function collect(
  machine: Machine,
  command: string,
  { maxBytes, timeout_s = 30 }: { maxBytes?: number; timeout_s?: number } = {},
): Promise<CollectedOutput> {
  return await collectOutput(
    async (write) => await machine.run({ command, timeout_s }, { write }),
    maxBytes,
  );
}

it.each([
  ["echo out; echo err >&2; exit 3", 100, "out\n", "err\n", 3, false],
  ["printf 123456", 6, "123456", "", 0, false],
  ["printf 1234567", 6, "123456", "", 0, true],
  ["printf 12345; printf 67; echo 8 >&2", 6, "123456", "8\n", 0, true],
  ["printf 'é😀'", 5, "é", "", 0, true],
  ["printf 'é😀'", 6, "é😀", "", 0, false],
  ["echo ab >&2; echo cd >&2; exit 4", 3, "", "ab\n", 4, true],
  ["echo a", 0, "", "", 0, true],
])(
  "collects the output of %j with %d bytes for each stream",
  async (command, maxBytes, stdout, stderr, exit_code, truncated) => {
    const output = await collect(await start(), command, { maxBytes });
    expect(output).toEqual({ stdout, stderr, exit_code, truncated });
  },
);

it("keeps a MiB of each stream", async () => {
  const command = "line=$(printf '%0999d' 0); for i in {1..1100}; do echo $line; done";
  const { stdout, truncated } = await collect(await start(), command);
  expect([stdout.length, truncated]).toEqual([1_048_576, true]);
});

it.each([
  ["printf a; printf b >&2", "a", "b\n"],
  ["echo a", "a\n", ""],
])("reports a timeout after %j", async (begin, stdout, stderr) => {
  const machine = await start();
  await collect(machine, "true");
  expect(await collect(machine, `${begin}; while true; do :; done`, { timeout_s: 1 })).toEqual({
    stdout,
    stderr: `${stderr}The command was ended: it took longer than 1 second.\n`,
    exit_code: 124,
    truncated: false,
  });
});

it("fails with 410 when the machine is stopped", async () => {
  const machine = await start();
  const running = collect(machine, "sleep 100");
  await machine.stop();
  await expect(running).rejects.toMatchObject({ status: 410, code: "gone" });
});

it("fails with 503 when no runtime can run the command", async () => {
  const ending = { code: "service_unavailable", error: "Install it." };
  await expect(collectOutput(async () => await Promise.resolve(ending))).rejects.toMatchObject({
    status: 503,
    code: "service_unavailable",
    message: "Install it.",
  });
});
