import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { components } from "@sandboxes/schema";
import { schemas } from "@sandboxes/schema/schemas";
import { ExecEvent as ExecEventValidator } from "@sandboxes/schema/validators";
import { createApp } from "@sandboxes/server";
import { createBashRuntime } from "@sandboxes/server/just-bash";
import { describe, expect, it } from "vitest";
import { call } from "../call.ts";
import { type Started, started } from "../start/started.ts";

type ExecEvent = components["schemas"]["ExecEvent"];

/** The documented codes. The validator of responses allows others too. */
const codes: readonly string[] = schemas.ExecEvent.properties.code.enum;

async function exec({ ask }: Started, id: string, body: object): Promise<unknown> {
  return (await ask("execSandbox", { id, body })).body;
}

/**
 * Creates a sandbox in which a command has run, so that its thread is ready. A short timeout then includes
 * little besides the command, also on a busy machine.
 */
async function createWarm(api: Started): Promise<string> {
  const { id } = await api.create();
  expect(await exec(api, id, { command: "true" })).toMatchObject({ exit_code: 0 });
  return id;
}

/** Opens a stream. @returns its reader, and a function that reads the rest of it as events */
async function stream(
  { app, apiKey }: Pick<Started, "app" | "apiKey">,
  id: string,
  body: object,
): Promise<{ reader: ReadableStreamDefaultReader<Uint8Array>; events(): Promise<ExecEvent[]> }> {
  const request = new Request(`http://localhost/sandboxes/${id}/exec/stream`, {
    method: "POST",
    headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const response = await app.fetch(request);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("text/event-stream");
  const reader = response.body!.getReader();
  const events = async (): Promise<ExecEvent[]> => {
    const decoder = new TextDecoder();
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read())
      text += decoder.decode(part.value, { stream: true });
    return text
      .split("\n\n")
      .filter((block) => block !== "")
      .map((block) => {
        const event = JSON.parse(/^data: (.*)$/.exec(block)![1]!) as ExecEvent;
        expect(ExecEventValidator.issues(event)).toEqual([]);
        expect([undefined, ...codes]).toContain(event.code);
        return event;
      });
  };
  return { reader, events };
}

it("runs one of two commands that resume a sandbox at once, and rejects the other with a conflict", async () => {
  const api = await started({ resumeMs: 20 });
  const { id } = await api.create();
  await api.ask("pauseSandbox", { id });
  const body = { command: "echo hi" };
  const answers = await Promise.all([
    api.ask("execSandbox", { id, body }),
    api.ask("execSandbox", { id, body }),
  ]);
  const [refused, ...others] = answers.toSorted((a, b) => b.status - a.status);
  expect(others).toMatchObject([{ status: 200 }]);
  expect(refused?.body).toMatchObject({
    error: {
      code: "conflict",
      message: "The state of the sandbox does not allow this operation.",
    },
  });
});

describe("a command", () => {
  it.each<[body: object, wanted: object]>([
    [{ command: "echo hi; echo no >&2; exit 3" }, { stdout: "hi\n", stderr: "no\n", exit_code: 3 }],
    [{ command: "pwd" }, { stdout: "/home/user\n", stderr: "", exit_code: 0 }],
    [{ command: "pwd", working_dir: "/tmp" }, { stdout: "/tmp\n" }],
    [{ command: "echo", args: ["$(id)", "a b; c", "*"] }, { stdout: "$(id) a b; c *\n" }],
    [{ command: "echo $A $B", env: { B: "own" } }, { stdout: "sandbox own\n" }],
    [{ command: "echo $A", env: { A: "own" } }, { stdout: "own\n" }],
    [{ command: "no-such-program" }, { exit_code: 127 }],
    [
      { command: "while true; do :; done", timeout_s: 3 },
      { exit_code: 124, stderr: expect.stringContaining("longer than 3 seconds") as unknown },
    ],
  ])("%j ends with %j", async (body, wanted) => {
    const api = await started();
    const { id } = await api.create({ env_vars: { A: "sandbox" } });
    expect(await exec(api, id, body)).toMatchObject(wanted);
  });

  it("finds the files of earlier commands, also after a pause and on another server", async () => {
    const api = await started();
    const [{ id }, { id: other }] = [await api.create(), await api.create()];
    await exec(api, id, { command: "mkdir -p a && echo kept > a/file" });
    expect(await exec(api, id, { command: "cat a/file" })).toMatchObject({ stdout: "kept\n" });
    await api.ask("pauseSandbox", { id });
    // The command resumes the sandbox, which stays active.
    expect(await exec(api, id, { command: "cat a/file" })).toMatchObject({ stdout: "kept\n" });
    expect((await api.ask("getSandbox", { id })).body).toMatchObject({ status: "active" });
    const second = { ...api, app: createApp({ store: api.store, clock: () => api.clock.now }) };
    const { events } = await stream(second, id, { command: "cat a/file" });
    expect(await events()).toMatchObject([{ stdout: "kept\n" }, { exit_code: 0 }]);
    expect(await exec(api, other, { command: "cat a/file" })).toMatchObject({ exit_code: 1 });
  });

  it("shares its disk with the commands that run at the same time", async () => {
    const api = await started();
    const { id } = await api.create();
    const numbers = Array.from({ length: 8 }, (_, n) => n);
    await Promise.all(
      numbers.map(async (n) => await exec(api, id, { command: `echo ${n} > f${n}` })),
    );
    expect(await exec(api, id, { command: "cat f*" })).toMatchObject({
      stdout: numbers.map((n) => `${n}\n`).join(""),
    });
  });

  it("has saved its files when its response is sent, also while another command runs", async () => {
    const api = await started();
    const { id } = await api.create();
    const { reader, events } = await stream(api, id, { command: "echo started; sleep 30" });
    await reader.read();
    await exec(api, id, { command: "echo kept > file" });
    // A server that starts after a crash finds this disk.
    const disk = await api.store.disks.load(api.team.id, id);
    expect(new TextDecoder().decode(disk)).toContain('"file"');
    await api.ask("pauseSandbox", { id });
    await events();
  });

  it("waits for the commands of another server, and no files are lost", async () => {
    const api = await started();
    const { id } = await api.create();
    const second = { ...api, app: createApp({ store: api.store, clock: () => api.clock.now }) };
    const runs = Array.from({ length: 10 }, async (_, n) => {
      const { app } = n % 2 === 0 ? api : second;
      const body = { command: `echo ${n} > f${n}; echo ${n} >> all` };
      return (await call(app, "execSandbox", { id, body, apiKey: api.apiKey })).status;
    });
    expect(await Promise.all(runs)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await exec(api, id, { command: "echo f* | wc -w; wc -l < all" })).toMatchObject({
      stdout: "10\n10\n",
    });
  });

  it.each<[what: string, where: string, status: number, code: string, message: RegExp]>([
    ["deleteSandbox", "here", 410, "gone", /deleted meanwhile/],
    ["pauseSandbox", "here", 409, "conflict", /paused while the command ran/],
    ["deleteSandbox", "on another server", 410, "gone", /deleted meanwhile/],
    ["pauseSandbox", "on another server", 409, "conflict", /paused while the command ran/],
  ])(
    "is ended by %s %s, and its response says why",
    async (operation, where, status, code, message) => {
      const api = await started();
      const other = createApp({ store: api.store, clock: () => api.clock.now });
      const { app, apiKey } = where === "here" ? api : { ...api, app: other };
      const { id } = await api.create();
      const body = { command: "echo started; sleep 30" };
      const { reader, events } = await stream(api, id, body);
      await reader.read();
      const running = api.ask("execSandbox", { id, body: { command: "touch begun; sleep 30" } });
      const look = async (): Promise<unknown> => await exec(api, id, { command: "ls" });
      await expect.poll(look, { timeout: 10_000 }).toMatchObject({ stdout: "begun\n" });
      expect((await call(app, operation as "pauseSandbox", { id, apiKey })).status).toBe(204);
      const error = expect.stringMatching(message) as unknown;
      expect((await events()).at(-1)).toMatchObject({ error, code });
      expect(await running).toMatchObject({ status, body: { error: { code } } });
    },
  );

  it.each(["pauseSandbox", "deleteSandbox"] as const)(
    "whose machine fails to start does not block %s",
    async (operation) => {
      let fail!: (error: Error) => void;
      const runtime = {
        start: async () => await new Promise<never>((_, reject) => (fail = reject)),
      };
      const api = await started({ runtime, onError: () => undefined });
      const { id } = await api.create();
      const running = api.ask("execSandbox", { id, body: { command: "true" } });
      await expect.poll(() => fail).toBeDefined();
      const answered = api.ask(operation, { id });
      await new Promise((resolve) => setTimeout(resolve, 20));
      fail(new Error("no machine"));
      expect((await answered).status).toBe(204);
      expect((await running).status).toBe(500);
    },
  );

  it("without just-bash gets an error that says what to install", async () => {
    const folder = await mkdtemp(join(tmpdir(), "runtime-"));
    try {
      // No package can be resolved from this folder.
      await cp(new URL("../../src/runtime", import.meta.url), folder, { recursive: true });
      const { href } = pathToFileURL(join(folder, "just-bash.ts"));
      const code = `
        import { createApp, createKey, createMemoryStore, createTeam } from "@sandboxes/server";
        import { createBashRuntime } from ${JSON.stringify(href)};
        const store = createMemoryStore();
        const { apiKey } = await createKey(store, await createTeam(store));
        const app = createApp({ store, runtime: createBashRuntime() });
        const ask = async (path, body) => {
          const headers = { "X-API-Key": apiKey, "Content-Type": "application/json" };
          const init = { method: "POST", headers, body: JSON.stringify(body) };
          const response = await app.fetch(new Request("http://localhost/sandboxes" + path, init));
          return { status: response.status, text: await response.text() };
        };
        const { id } = JSON.parse((await ask("", { name: "demo" })).text);
        const answers = [];
        for (const path of ["/exec", "/exec/stream", "/exec"])
          answers.push(await ask("/" + id + path, { command: "true" }));
        console.log(JSON.stringify(answers));`;
      const args = ["--conditions=@sandboxes/source", "--input-type=module", "-e", code];
      const cwd = import.meta.dirname;
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd });
      const answers = JSON.parse(stdout) as { status: number; text: string }[];
      expect(stderr).toBe("");
      expect(answers.map(({ status }) => status)).toEqual([503, 200, 503]);
      const message = expect.stringMatching(
        /^Commands run on .* npm install just-bash$/,
      ) as unknown;
      const [refused, streamed] = answers.map(({ text }) => text);
      const fault = { code: "service_unavailable", message };
      expect(JSON.parse(refused!)).toEqual({ error: fault });
      expect(JSON.parse(streamed!.slice("data: ".length))).toMatchObject({
        code: "service_unavailable",
        error: message,
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("ends when the timeout of its sandbox pauses it", async () => {
    const api = await started({ clock: () => Date.now() });
    const { id } = await api.create({ timeout_seconds: 1 });
    const ended = await api.ask("execSandbox", { id, body: { command: "sleep 30" } });
    expect(ended).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
    expect((await api.ask("getSandbox", { id })).body).toMatchObject({ status: "paused" });
    const after = await api.ask("execSandbox", { id, body: { command: "echo a" } });
    expect(after).toMatchObject({ status: 200, body: { stdout: "a\n" } });
  });
});

describe("a stream", () => {
  it("sends output as it is written, and then the exit code", async () => {
    const api = await started();
    const { id } = await api.create();
    const command = "echo one; echo two >&2; exit 4";
    const { events } = await stream(api, id, { command });
    expect(await events()).toEqual([
      { timestamp: expect.any(String) as unknown, stdout: "one\n" },
      { timestamp: expect.any(String) as unknown, stderr: "two\n" },
      { timestamp: expect.any(String) as unknown, finished: true, exit_code: 4 },
    ]);
  });

  it("ends with the code `timeout` at its timeout", async () => {
    const api = await started();
    const id = await createWarm(api);
    const { events } = await stream(api, id, { command: "echo a; sleep 30", timeout_s: 3 });
    expect(await events()).toMatchObject([{ stdout: "a\n" }, { finished: true, code: "timeout" }]);
  });

  it("makes its command wait for the reader, and ends it when the reader cancels", async () => {
    const api = await started();
    const { id } = await api.create();
    const command = "i=0; while true; do echo $i > count; echo $i; i=$((i+1)); done";
    const { reader } = await stream(api, id, { command });
    for (let n = 0; n < 3; n++) await reader.read();
    await reader.cancel();
    // The loop never ends by itself. If it did not wait for the reader, the count would be in the thousands.
    const { stdout } = (await exec(api, id, { command: "cat count" })) as { stdout: string };
    expect(Number(stdout)).toBeLessThan(100);
  });

  it("without a reader does not block other commands, and ends at its timeout", async () => {
    const api = await started({ runtime: createBashRuntime({ maxCommands: 1 }) });
    const id = await createWarm(api);
    const command = "touch begun; printf '%0200000d' 0; touch ended";
    const { reader, events } = await stream(api, id, { command, timeout_s: 3 });
    const first = await reader.read();
    expect(await exec(api, id, { command: "ls" })).toMatchObject({ stdout: "begun\n" });
    // A late reader gets the buffered output and the last event.
    expect(new TextDecoder().decode(first.value)).toContain("000");
    const rest = await events();
    expect(rest.at(-1)).toMatchObject({ finished: true, code: "timeout" });
    expect(rest.reduce((sum, { stdout = "" }) => sum + stdout.length, 0)).toBeLessThan(65_536);
  });

  it("reports a failure of the server without its details", async () => {
    const reported: unknown[] = [];
    const failing = { start: async () => await Promise.reject(new Error("secret")) };
    const onError = (error: unknown): unknown => reported.push(error);
    const api = await started({ runtime: failing, onError });
    const { id } = await api.create();
    const { events } = await stream(api, id, { command: "true" });
    const [event] = await events();
    expect(event).toMatchObject({ code: "internal_error" });
    expect(JSON.stringify(event)).not.toContain("secret");
    expect(reported).toMatchObject([{ message: "secret" }]);
  });
});
