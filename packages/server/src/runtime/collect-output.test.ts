import { expect, it } from "vitest";
import { collectOutput } from "./collect-output.ts";
import { createBashRuntime } from "./just-bash.ts";
import type { Machine } from "./runtime.ts";

const runtime = createBashRuntime();
const start = async (): Promise<Machine> => await runtime.start({ id: "x", env_vars: {} });

it.each([
  ["echo out; echo err >&2; exit 3", 100, "out\n", "err\n", 3],
  ["printf 123456", 6, "123456", "", 0],
  ["printf 1234567", 6, "123456\n[cut: only the first 6 bytes are kept]\n", "", 0],
  [
    "printf 12345; printf 67; echo 8 >&2",
    6,
    "123456\n[cut: only the first 6 bytes are kept]\n",
    "8\n",
    0,
  ],
  ["printf 'é😀'", 5, "é\n[cut: only the first 5 bytes are kept]\n", "", 0],
  ["printf 'é😀'", 6, "é😀", "", 0],
  ["echo ab >&2; echo cd >&2; exit 4", 3, "", "ab\n[cut: only the first 3 bytes are kept]\n", 4],
  ["echo a", 0, "[cut: only the first 0 bytes are kept]\n", "", 0],
])(
  "collects the output of %j with %d bytes for each stream",
  async (command, maxBytes, stdout, stderr, exit_code) => {
    const machine = await start();
    expect(await collectOutput(machine, { command, timeout_s: 30 }, { maxBytes })).toEqual({
      stdout,
      stderr,
      exit_code,
    });
  },
);

it("keeps a MiB of each stream", async () => {
  const command = "line=$(printf '%0999d' 0); for i in {1..1100}; do echo $line; done";
  const { stdout } = await collectOutput(await start(), { command, timeout_s: 30 });
  const notice = "\n[cut: only the first 1048576 bytes are kept]\n";
  expect(stdout.slice(-notice.length)).toBe(notice);
  expect(stdout.length).toBe(1_048_576 + notice.length);
});

it.each([
  ["printf a; printf b >&2", "a", "b\n"],
  ["echo a", "a\n", ""],
])("says that time ran out after %j", async (begin, stdout, stderr) => {
  const machine = await start();
  await collectOutput(machine, { command: "true", timeout_s: 30 });
  const command = `${begin}; while true; do :; done`;
  expect(await collectOutput(machine, { command, timeout_s: 1 })).toEqual({
    stdout,
    stderr: `${stderr}The command was ended: it took longer than 1 second.\n`,
    exit_code: 124,
  });
});

it("answers with 410 when the machine is stopped", async () => {
  const machine = await start();
  const running = collectOutput(machine, { command: "sleep 100", timeout_s: 30 });
  await machine.stop();
  await expect(running).rejects.toMatchObject({ status: 410, code: "gone" });
});

it("passes a signal on", async () => {
  const reason = new Error("enough");
  const signal = AbortSignal.abort(reason);
  await expect(
    collectOutput(await start(), { command: "echo", timeout_s: 1 }, { signal }),
  ).rejects.toBe(reason);
});
