import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { run, start } from "./fixtures/machine.ts";
import { createBashRuntime } from "./just-bash.ts";
import type { Command } from "./runtime.ts";

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

const hostile = [
  "$(id)",
  "a b; rm -rf /",
  "*",
  `'"\\`,
  "",
  "line\nline",
  "-e",
  "`x`",
  "~",
  "{a,b}",
];

it.each<[what: string, command: Partial<Command>, stdout: string, stderr: string, code: number]>([
  ["a line of shell", { command: "echo $((1 + 1)) | tr 2 3" }, "3\n", "", 0],
  ["both streams", { command: "echo out; echo err >&2" }, "out\n", "err\n", 0],
  [
    "uname",
    { command: "uname -a; uname; /bin/uname -rm; uname -sn" },
    "Linux localhost 5.15.0-generic #1 SMP PREEMPT x86_64 GNU/Linux\nLinux\n5.15.0-generic x86_64\nLinux localhost\n",
    "",
    0,
  ],
  [
    "uname as a program",
    { command: "uname", args: ["--all"] },
    expect.stringMatching(/^Linux /),
    "",
    0,
  ],
  [
    "uname with unknown options",
    { command: "uname -x; uname more" },
    "",
    "uname: invalid option -- 'x'\nuname: extra operand 'more'\n",
    1,
  ],
  ["an exit code", { command: "exit 3" }, "", "", 3],
  ["a command that fails last", { command: "echo a; false" }, "a\n", "", 1],
  ["an unknown command", { command: "nope" }, "", "bash: nope: command not found\n", 127],
  [
    "an unknown program",
    { command: "no pe", args: ["a"] },
    "",
    "bash: no pe: command not found\n",
    127,
  ],
  [
    "a line of shell with an empty list of arguments",
    { command: "echo $((1 + 1))", args: [] },
    "2\n",
    "",
    0,
  ],
  ["nothing", { command: "" }, "", "", 0],
  ["the default directory", { command: "pwd; echo $HOME" }, "/home/user\n/home/user\n", "", 0],
  ["a directory", { command: "pwd", working_dir: "/tmp" }, "/tmp\n", "", 0],
  ["a relative directory", { command: "pwd", working_dir: "../../tmp" }, "/tmp\n", "", 0],
  [
    "a directory that is missing",
    { command: "pwd", working_dir: "/nope" },
    "",
    "sh: cd: /nope: No such file or directory\n",
    1,
  ],
  [
    "a directory that is a file",
    { command: "pwd", working_dir: "/bin/ls" },
    "",
    "sh: cd: /bin/ls: Not a directory\n",
    1,
  ],
  ["a variable of the sandbox", { command: "echo $A $B" }, "sandbox sandbox\n", "", 0],
  [
    "a variable of the command",
    { command: "echo $A $B; env | grep ^C", env: { B: "command", C: "$A 'x'" } },
    "sandbox command\nC=$A 'x'\n",
    "",
    0,
  ],
  [
    "arguments without a shell",
    { command: "printf", args: ["[%s]", ...hostile] },
    hostile.map((word) => `[${word}]`).join(""),
    "",
    0,
  ],
  [
    "a program that is a line of shell",
    { command: "echo a; echo b", args: ["c"] },
    "",
    "bash: echo a; echo b: command not found\n",
    127,
  ],
  [
    "a shell as a program",
    { command: "sh", args: ["-c", "echo $0 $1", "x", "y z"] },
    "x y z\n",
    "",
    0,
  ],
  ["a syntax error", { command: "if true; then" }, "", expect.stringMatching(/syntax error/), 2],
  ["indented text", { command: "cat <<E\n  a\n\tb\nE" }, "  a\n\tb\n", "", 0],
  [
    "characters of many bytes",
    {
      command:
        "printf 'é€😀' | cat; echo 8J8= | base64 -d; echo mIA= | base64 -d; echo é > f; cat f; echo é€😀 >&2",
    },
    "é€😀😀é\n",
    "é€😀\n",
    0,
  ],
  [
    "bytes that are not text",
    { command: "echo /w== | base64 -d > f; cat f; wc -c < f" },
    "\uFFFD1\n",
    "",
    0,
  ],
])("runs %s", async (_, command, stdout, stderr, exit_code) => {
  const machine = await start({ A: "sandbox", B: "sandbox" });
  expect(await run(machine, command)).toEqual({ stdout, stderr, ending: { exit_code } });
});

it("streams the output of each statement, and runs another command meanwhile", async () => {
  const machine = await start();
  const pieces: unknown[] = [];
  const first = deferred();
  const running = machine.run(
    {
      command: "for i in 1 2; do echo $i; while [ ! -e go ]; do sleep 0.01; done; done; echo 3 >&2",
      timeout_s: 30,
    },
    {
      write: (output) => {
        pieces.push(output);
        first.resolve();
      },
    },
  );
  await first.promise;
  expect(pieces).toEqual([{ stdout: "1\n" }]);
  expect(await run(machine, "touch go")).toMatchObject({ ending: { exit_code: 0 } });
  expect(await running).toEqual({ exit_code: 0 });
  expect(pieces).toEqual([{ stdout: "1\n" }, { stdout: "2\n" }, { stderr: "3\n" }]);
});

describe("ends", () => {
  it.each([
    ["an endless loop of the shell", "echo begun; while true; do :; done"],
    ["an endless loop of a program", "echo begun; awk 'BEGIN { while (1) x++ }'"],
    ["one that waits", "echo begun; sleep 100"],
    ["one that writes without an end", "echo begun; while true; do echo x > f; done"],
  ])("%s when its time is up, and other commands continue", async (_, command) => {
    const machine = await start();
    // The thread is ready now, so the timeout of the next command includes only that command.
    await run(machine, "true");
    const late = run(machine, { command, timeout_s: 1 });
    expect(await run(machine, "echo alive > f2; cat f2")).toMatchObject({ stdout: "alive\n" });
    const { stdout, ending } = await late;
    expect(stdout).toBe("begun\n");
    expect(ending).toEqual({
      code: "timeout",
      error: "The command was ended: it took longer than 1 second.",
    });
    expect(await run(machine, "cat f2")).toMatchObject({ stdout: "alive\n" });
  });

  it("a command whose signal is aborted, with its reason", async () => {
    const machine = await start();
    const reason = new Error("enough");
    const controller = new AbortController();
    const running = machine.run(
      { command: "echo begun; while true; do :; done", timeout_s: 30 },
      {
        signal: controller.signal,
        write: () => {
          controller.abort(reason);
        },
      },
    );
    await expect(running).rejects.toBe(reason);
    const { signal } = controller;
    const write = (): void => undefined;
    await expect(machine.run({ command: "echo", timeout_s: 1 }, { signal, write })).rejects.toBe(
      reason,
    );
  });

  it("a command whose output cannot be written, with the error of the writer", async () => {
    const machine = await start();
    const problem = new Error("closed");
    const write = async (): Promise<void> => await Promise.reject(problem);
    await expect(
      machine.run({ command: "echo a; while true; do :; done", timeout_s: 30 }, { write }),
    ).rejects.toBe(problem);
  });

  it("all commands of a stopped machine, also if their output is not read", async () => {
    const machine = await start();
    const begun = deferred();
    const stuck = machine.run(
      { command: "echo a; echo b", timeout_s: 30 },
      {
        write: async () => {
          begun.resolve();
          await new Promise(() => undefined);
        },
      },
    );
    const loop = run(machine, "while true; do :; done");
    await begun.promise;
    await machine.stop();
    const gone = { code: "gone", error: "The sandbox was stopped." };
    expect([await stuck, (await loop).ending]).toEqual([gone, gone]);
    expect((await run(machine, "echo")).ending).toEqual(gone);
  });
});

it("makes commands wait for a free slot", async () => {
  const machine = await start({}, undefined, createBashRuntime({ maxCommands: 2 }));
  const blocked = [1, 2].map(
    async (n) => await run(machine, `touch ${n}; while [ ! -e go$$ ]; do sleep 0.01; done`),
  );
  const late = run(machine, { command: "echo never", timeout_s: 0.2 });
  expect(await late).toEqual({
    stdout: "",
    stderr: "",
    ending: {
      code: "service_unavailable",
      error: "The command did not start: no slot was free within 0.2 seconds. Try again.",
    },
  });
  await machine.stop();
  expect((await Promise.all(blocked)).map(({ ending }) => ending)).toMatchObject([
    { code: "gone" },
    { code: "gone" },
  ]);
  const other = await start({}, undefined, createBashRuntime({ maxCommands: 2 }));
  const many = Array.from(
    { length: 20 },
    async (_, n) => await run(other, `echo ${n} >> all; echo ${n}`),
  );
  expect((await Promise.all(many)).map(({ stdout }) => stdout)).toEqual(
    Array.from({ length: 20 }, (_, n) => `${n}\n`),
  );
  expect((await run(other, "sort -n all | tail -1; wc -l < all")).stdout).toBe("19\n20\n");
});

it.each([
  ["files of the host", "cat /etc/passwd /etc/hostname /proc/self/environ", "No such file"],
  ["the host's folders", `ls ${import.meta.dirname}`, "No such file"],
  ["the network", "curl -s http://127.0.0.1:80", "curl: command not found"],
  ["programs of the host", "node -e 1", "node: command not found"],
  [
    "the network by a file",
    "echo x > /dev/tcp/127.0.0.1/80; cat < /dev/tcp/127.0.0.1/81",
    "No such file",
  ],
])("has no way to %s", async (_, command, problem) => {
  const { stdout, stderr } = await run(await start(), command);
  expect(stdout).toBe("");
  expect(stderr).toContain(problem);
});

it("hides the environment of the server from commands", async () => {
  process.env["SUPERSERVE_CANARY"] = "canary";
  const { stdout } = await run(await start(), "env; export -p; set; cat /proc/self/*");
  delete process.env["SUPERSERVE_CANARY"];
  expect(stdout).toContain("HOME=/home/user");
  expect(stdout).not.toMatch(/canary/i);
});

it("says what to install if just-bash is missing, while everything else works", async () => {
  const folder = await mkdtemp(join(tmpdir(), "runtime-"));
  try {
    await cp(import.meta.dirname, folder, { recursive: true });
    await writeFile(
      join(folder, "main.ts"),
      `import { createBashRuntime } from "./just-bash.ts";
      const machine = await createBashRuntime().start({ id: "x", env_vars: {} });
      const write = () => undefined;
      const before = await machine.save();
      console.log(JSON.stringify(await machine.run({ command: "ls", timeout_s: 1e9 }, { write })));
      if ((await machine.save()) !== before) throw new Error("The disk has changed.");`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "main.ts")]);
    expect(JSON.parse(stdout)).toEqual({
      code: "service_unavailable",
      error:
        "Commands run on the package just-bash, which is not installed. Install it next to the server: npm install just-bash",
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("does not keep the process alive after the last command", async () => {
  const code = `
    import { createBashRuntime } from ${JSON.stringify(new URL("just-bash.ts", import.meta.url).href)};
    const machine = await createBashRuntime().start({ id: "x", env_vars: {} });
    const write = (output) => console.log(JSON.stringify(output));
    await machine.run({ command: "echo a", timeout_s: 1e9 }, { write });`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    code,
  ]);
  expect(stdout).toBe('{"stdout":"a\\n"}\n');
});
