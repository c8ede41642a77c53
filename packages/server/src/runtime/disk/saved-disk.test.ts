import { expect, it } from "vitest";
import { run, start } from "../fixtures/machine.ts";
import { createBashRuntime } from "../just-bash.ts";
import { createMemoryPieces } from "./machine-disk.ts";
import type { Machine, Pieces, Runtime } from "../runtime.ts";

/** Starts machines of one sandbox, one after the other. */
function sandbox(runtime?: Runtime): {
  pieces: Pieces;
  start(disk?: Uint8Array, from?: Runtime): Promise<Machine>;
} {
  const pieces = createMemoryPieces();
  return {
    pieces,
    start: async (disk, from = runtime) => await start({}, disk, from, pieces),
  };
}

const script = `
  mkdir -p src/deep /opt/empty; echo hello > src/deep/a; chmod 750 src; printf 'run' > tool; chmod +x tool
  ln -s src/deep/a link; ln -s /nowhere broken; touch -d 2001-02-03 old; echo é > 'na me'
  echo mine > /bin/mine; echo changed > /bin/ls; rm -rf /tmp; echo 'a file' > /tmp
  head -c 300 /bin/cat | gzip > packed; rmdir /usr/local 2> x; mkdir late; ln -s /opt /home/user/late/opt`;
const show = `
  ls -laR . /opt; cat link src/deep/a tool 'na me' /bin/mine /bin/ls /tmp; readlink link broken late/opt
  stat src tool old; gunzip < packed; find / -type f | sort | head -200`;

it("a saved disk is identical on another machine", async () => {
  const of = sandbox();
  const machine = await of.start();
  expect(await run(machine, script)).toMatchObject({ ending: { exit_code: 0 } });
  const shown = await run(machine, show);
  const image = await machine.save();
  expect(shown.stdout).toContain("-rwxr-xr-x");
  expect(shown.stdout).toContain("2001-02-03");

  const other = await of.start(image, createBashRuntime());
  expect(await other.save()).toEqual(image);
  expect(await run(other, show)).toEqual(shown);
  expect(await other.save()).toEqual(image);
});

it("an unchanged disk is saved as a small image, and runs no command", async () => {
  const machine = await start();
  const image = await machine.save();
  expect(image.length).toBeLessThan(100);
  // Without a change, `save` returns the same array.
  await run(machine, "ls; cat /bin/ls | wc -c; [ -e a ] || stat /tmp");
  expect(await machine.save()).toBe(image);
  expect(await (await start({}, image)).save()).toBe(image);
  await run(machine, "touch a");
  const changed = await machine.save();
  expect(changed).not.toEqual(image);
  expect(await machine.save()).toBe(changed);
});

it("a disk can be saved while commands change it", async () => {
  const of = sandbox();
  const machine = await of.start();
  const busy = run(machine, {
    command: "while true; do mkdir -p a/b; echo x > a/b/c; mv a d; rm -r d; done",
    timeout_s: 1,
  });
  let [isOver, saves] = [false, 0];
  void busy.then(() => (isOver = true));
  for (; !isOver; saves += 1) {
    await of.start(await machine.save());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(await busy).toMatchObject({ stderr: "", ending: { code: "timeout" } });
  expect(saves).toBeGreaterThan(5);
});

it("removed files stay removed, also if other files replaced them", async () => {
  const of = sandbox();
  const machine = await of.start();
  const remove = `rm -rf /tmp /bin/ls /usr/bin /dev/fd; echo file > /usr/bin; rm -r /home/user; mkdir -p /dev/fd/a`;
  expect(await run(machine, remove)).toMatchObject({ stderr: "", ending: { exit_code: 0 } });
  const image = await machine.save();
  // The index does not list the contents of a removed folder.
  expect(image.length).toBeLessThan(500);

  let other = await of.start(image);
  for (const time of ["first", "second"]) {
    const look = { command: "echo /* /home/* /dev/fd/*; cat /usr/bin; ls", working_dir: "/" };
    expect([time, await run(other, look)]).toEqual([
      time,
      {
        stdout: "/bin /dev /home /proc /usr /home/* /dev/fd/a\nfile\n",
        stderr: "bash: ls: command not found\n",
        ending: { exit_code: 127 },
      },
    ]);
    expect(await run(other, "pwd")).toEqual({
      stdout: "",
      stderr: "sh: cd: /home/user: No such file or directory\n",
      ending: { exit_code: 1 },
    });
    expect(await other.save()).toEqual(image);
    other = await of.start(await other.save());
  }
  // Recreated files exist.
  await run(other, { command: "mkdir -p /home/user /tmp; touch /tmp/a", working_dir: "/" });
  const again = await of.start(await other.save());
  expect(await run(again, "pwd; echo /tmp/*")).toMatchObject({ stdout: "/home/user\n/tmp/a\n" });
});

it("an emptied disk starts empty", async () => {
  const machine = await start();
  await run(machine, { command: "rm -rf /", working_dir: "/" });
  const other = await start({}, await machine.save());
  const look = { command: "echo /*; mkdir /a; echo /*", working_dir: "/" };
  expect(await run(other, look)).toMatchObject({ stdout: "/*\n/a\n" });
});

it("a disk can be saved after its machine was stopped", async () => {
  const of = sandbox();
  const machine = await of.start();
  await run(machine, "echo a > a");
  await machine.stop();
  const other = await of.start(await machine.save());
  expect(await run(other, "cat a")).toMatchObject({ stdout: "a\n" });
});

it("a disk has a maximum size, and the error names it", async () => {
  const of = sandbox(createBashRuntime({ maxDiskBytes: 20_000 }));
  const machine = await of.start();
  const fill = "printf '%020000d' 0 > a; echo a; printf '%0500d' 0 > b; echo b";
  expect(await run(machine, fill)).toEqual({
    stdout: "a\n",
    stderr: "sh: ENOSPC: no space left on device\n",
    ending: { exit_code: 1 },
  });
  // A full disk can be saved and loaded again.
  const other = await of.start(await machine.save());
  expect(await run(other, "wc -c < a; rm a; echo > b")).toMatchObject({
    stdout: "20000\n",
    stderr: "",
  });
  // Two names of one file share its content.
  expect(await run(other, "printf '%015000d' 0 > a; ln a c; cp c d")).toMatchObject({
    stderr: expect.stringContaining("ENOSPC") as unknown,
  });
  const third = await of.start(await other.save());
  expect(await run(third, "echo +>> a; tail -c 2 c; ls")).toMatchObject({ stdout: "+\na\nb\nc\n" });

  const large = sandbox();
  const full = await large.start();
  await run(full, "printf '%030000d' 0 > a");
  const image = await full.save();
  const small = createBashRuntime({ maxDiskBytes: 20_000 });
  await expect(large.start(image, small)).rejects.toThrow(
    "The disk holds 30000 bytes, and at most 20000 are allowed here.",
  );
});

it("a disk has a maximum number of files and folders", async () => {
  const of = sandbox(createBashRuntime({ maxDiskEntries: 100 }));
  const machine = await of.start();
  const many =
    "mkdir a; touch a/{1..98}; touch a/b; echo $?; touch a/c; echo $?; rm a/1; touch a/c; echo $?";
  expect(await run(machine, many)).toMatchObject({ stdout: "0\n1\n0\n" });
  expect(await run(machine, "cp -r a b; ls b | wc -l")).toMatchObject({
    stdout: "0\n",
    stderr: expect.stringContaining("ENOSPC: no space left on device") as unknown,
  });
});

it("only the files that a command uses are read", async () => {
  const of = sandbox();
  const machine = await of.start();
  await run(machine, "printf '%0700000d' 0 > large; echo small > small; cp large copy");
  const image = await machine.save();
  const read: number[] = [];
  const pieces: Pieces = {
    ...of.pieces,
    read: async (piece) => {
      read.push(piece);
      return await of.pieces.read(piece);
    },
  };
  const other = await start({}, image, undefined, pieces);
  await run(other, "ls -l; mv large other; wc -l < small; cp other copy2; rm copy; ln -s other l");
  expect(read).toHaveLength(1);
  expect((await run(other, "cat l | wc -c")).stdout).toBe("700000\n");
  expect(read).toHaveLength(1 + 3);
});

it("only changed files are written", async () => {
  const of = sandbox();
  const machine = await of.start();
  await run(machine, "printf '%0700000d' 0 > large; echo small > small");
  await machine.save();
  const written: number[] = [];
  const dropped: number[] = [];
  const pieces: Pieces = {
    ...of.pieces,
    write: async (added) => {
      written.push(...[...added.values()].map(({ length }) => length));
      await of.pieces.write(added);
    },
    drop: (numbers) => void dropped.push(...numbers),
  };
  const other = await start({}, await machine.save(), undefined, pieces);
  await run(other, "echo more >> small; chmod 600 large");
  await other.save();
  expect(written).toEqual([11]);
  expect(dropped).toHaveLength(1);
});
