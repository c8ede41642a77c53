import { expect, it } from "vitest";
import { run, start } from "./fixtures/machine.ts";
import { createBashRuntime } from "./just-bash.ts";

const script = `
  mkdir -p src/deep /opt/empty; echo hello > src/deep/a; chmod 750 src; printf 'run' > tool; chmod +x tool
  ln -s src/deep/a link; ln -s /nowhere broken; touch -d 2001-02-03 old; echo é > 'na me'
  echo mine > /bin/mine; echo changed > /bin/ls; rm -rf /tmp; echo 'a file' > /tmp
  head -c 300 /bin/cat | gzip > packed; rmdir /usr/local 2> x; mkdir late; ln -s /opt /home/user/late/opt`;
const show = `
  ls -laR . /opt; cat link src/deep/a tool 'na me' /bin/mine /bin/ls /tmp; readlink link broken late/opt
  stat src tool old; gunzip < packed; find / -type f | sort | head -200`;

it("a saved disk is the same on another machine, byte for byte", async () => {
  const machine = await start();
  expect(await run(machine, script)).toMatchObject({ ending: { exit_code: 0 } });
  const shown = await run(machine, show);
  const image = await machine.save();
  expect(shown.stdout).toContain("-rwxr-xr-x");
  expect(shown.stdout).toContain("2001-02-03");

  const other = await start({}, image, createBashRuntime());
  expect(await other.save()).toEqual(image);
  expect(await run(other, show)).toEqual(shown);
  expect(await other.save()).toEqual(image);
});

it("a saved disk is small where nothing was written, and needs no command to be run", async () => {
  const machine = await start();
  const image = await machine.save();
  expect(image.length).toBeLessThan(100);
  // It is the very same where nothing has changed, whatever was tried.
  await run(machine, "ls; cat /bin/ls | wc -c; [ -e a ] || stat /tmp");
  expect(await machine.save()).toBe(image);
  expect(await (await start({}, image)).save()).toBe(image);
  await run(machine, "touch a");
  const changed = await machine.save();
  expect(changed).not.toEqual(image);
  expect(await machine.save()).toBe(changed);
});

it("a disk can be saved at any moment, whatever is done to it", async () => {
  const machine = await start();
  const busy = run(machine, {
    command: "while true; do mkdir -p a/b; echo x > a/b/c; mv a d; rm -r d; done",
    timeout_s: 1,
  });
  let [isOver, saves] = [false, 0];
  void busy.then(() => (isOver = true));
  for (; !isOver; saves += 1) {
    await start({}, await machine.save());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(await busy).toMatchObject({ stderr: "", ending: { code: "timeout" } });
  expect(saves).toBeGreaterThan(5);
});

it("what was removed from a disk stays away, also where something else has taken its place", async () => {
  const machine = await start();
  const remove = `rm -rf /tmp /bin/ls /usr/bin /dev/fd; echo file > /usr/bin; rm -r /home/user; mkdir -p /dev/fd/a`;
  expect(await run(machine, remove)).toMatchObject({ stderr: "", ending: { exit_code: 0 } });
  const image = await machine.save();
  // What was below is not remembered one by one.
  expect(image.length).toBeLessThan(500);

  let other = await start({}, image);
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
    other = await start({}, await other.save());
  }
  // And what is made again is there.
  await run(other, { command: "mkdir -p /home/user /tmp; touch /tmp/a", working_dir: "/" });
  const again = await start({}, await other.save());
  expect(await run(again, "pwd; echo /tmp/*")).toMatchObject({ stdout: "/home/user\n/tmp/a\n" });
});

it("a disk of which everything was removed starts empty", async () => {
  const machine = await start();
  await run(machine, { command: "rm -rf /", working_dir: "/" });
  const other = await start({}, await machine.save());
  const look = { command: "echo /*; mkdir /a; echo /*", working_dir: "/" };
  expect(await run(other, look)).toMatchObject({ stdout: "/*\n/a\n" });
});

it("a saved disk is still there after the machine was stopped", async () => {
  const machine = await start();
  await run(machine, "echo a > a");
  await machine.stop();
  const other = await start({}, await machine.save());
  expect(await run(other, "cat a")).toMatchObject({ stdout: "a\n" });
});

it("a disk has a bound, and says when it is reached", async () => {
  const small = createBashRuntime({ maxDiskBytes: 20_000 });
  const machine = await start({}, undefined, small);
  const fill = "printf '%020000d' 0 > a; echo a; printf '%0500d' 0 > b; echo b";
  expect(await run(machine, fill)).toEqual({
    stdout: "a\n",
    stderr: "sh: ENOSPC: no space left on device\n",
    ending: { exit_code: 1 },
  });
  // What is full can be saved, and started again.
  const other = await start({}, await machine.save(), small);
  expect(await run(other, "wc -c < a; rm a; echo > b")).toMatchObject({
    stdout: "20000\n",
    stderr: "",
  });

  // Hard links share their content here, but not where it is saved.
  await run(other, "printf '%015000d' 0 > a; ln a c");
  await expect(other.save()).rejects.toThrow(/^The disk cannot be saved: .* hold 30001 bytes/);
  const large = await start();
  await run(large, "printf '%030000d' 0 > a");
  const image = await large.save();
  await expect(small.start({ id: "x", env_vars: {} }, image)).rejects.toThrow(
    "The disk holds 30000 bytes, and at most 20000 are allowed here.",
  );
});
