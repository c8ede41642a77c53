import type { components } from "@sandboxes/schema";
import { ExecEvent as ExecEventValidator } from "@sandboxes/schema/validators";
import { createApp } from "@sandboxes/server";
import { describe, expect, it } from "vitest";
import { type Started, started } from "./started.ts";

type ExecEvent = components["schemas"]["ExecEvent"];

async function exec({ ask }: Started, id: string, body: object): Promise<unknown> {
  return (await ask("execSandbox", { id, body })).body;
}

/** Opens a stream. @returns its reader, and what reads all that is left of it as events */
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
        const event: unknown = JSON.parse(/^data: (.*)$/.exec(block)![1]!);
        expect(ExecEventValidator.issues(event)).toEqual([]);
        return event as ExecEvent;
      });
  };
  return { reader, events };
}

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
      { command: "while true; do :; done", timeout_s: 1 },
      { exit_code: 124, stderr: expect.stringContaining("longer than 1 second") as unknown },
    ],
  ])("%j ends with %j", async (body, wanted) => {
    const api = await started();
    const { id } = await api.create({ env_vars: { A: "sandbox" } });
    expect(await exec(api, id, body)).toMatchObject(wanted);
  });

  it("finds what the one before has written, also after a pause, and by another server", async () => {
    const api = await started();
    const [{ id }, { id: other }] = [await api.create(), await api.create()];
    await exec(api, id, { command: "mkdir -p a && echo kept > a/file" });
    expect(await exec(api, id, { command: "cat a/file" })).toMatchObject({ stdout: "kept\n" });
    await api.ask("pauseSandbox", { id });
    // It is resumed by itself, and stays active.
    expect(await exec(api, id, { command: "cat a/file" })).toMatchObject({ stdout: "kept\n" });
    expect((await api.ask("getSandbox", { id })).body).toMatchObject({ status: "active" });
    const second = { ...api, app: createApp({ store: api.store, clock: () => api.clock.now }) };
    const { events } = await stream(second, id, { command: "cat a/file" });
    expect(await events()).toMatchObject([{ stdout: "kept\n" }, { exit_code: 0 }]);
    expect(await exec(api, other, { command: "cat a/file" })).toMatchObject({ exit_code: 1 });
  });

  it("shares its disk with those that run beside it", async () => {
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

  it.each<[what: string, status: number, code: string, message: RegExp]>([
    ["deleteSandbox", 410, "gone", /deleted meanwhile/],
    ["pauseSandbox", 409, "conflict", /paused while the command ran/],
  ])("is ended by %s, and told so", async (operation, status, code, message) => {
    const api = await started();
    const { id } = await api.create();
    const body = { command: "echo started; sleep 30" };
    const { reader, events } = await stream(api, id, body);
    await reader.read();
    const running = api.ask("execSandbox", { id, body: { command: "touch begun; sleep 30" } });
    const look = async (): Promise<unknown> => await exec(api, id, { command: "ls" });
    await expect.poll(look, { timeout: 10_000 }).toMatchObject({ stdout: "begun\n" });
    expect((await api.ask(operation as "pauseSandbox", { id })).status).toBe(204);
    const error = expect.stringMatching(message) as unknown;
    expect((await events()).at(-1)).toMatchObject({ error, code });
    expect(await running).toMatchObject({ status, body: { error: { code } } });
  });

  it("ends with the lifetime of its sandbox", async () => {
    const api = await started({ clock: () => Date.now() });
    const { id } = await api.create({ timeout_seconds: 1 });
    const ended = await api.ask("execSandbox", { id, body: { command: "sleep 30" } });
    expect(ended).toMatchObject({ status: 410, body: { error: { code: "gone" } } });
  });
});

describe("a stream", () => {
  it("has what is written as it is written, and an end", async () => {
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

  it("ends with a code when the time is up", async () => {
    const api = await started();
    const { id } = await api.create();
    const { events } = await stream(api, id, { command: "echo a; sleep 30", timeout_s: 1 });
    expect(await events()).toMatchObject([{ stdout: "a\n" }, { code: "timeout" }]);
  });

  it("makes a command wait for its reader, and ends it when nobody reads any more", async () => {
    const api = await started();
    const { id } = await api.create();
    const command = "i=0; while true; do echo $i > count; echo $i; i=$((i+1)); done";
    const { reader } = await stream(api, id, { command });
    for (let n = 0; n < 3; n++) await reader.read();
    await reader.cancel();
    // It would run for 30 seconds; and had it not waited, the count would be in the thousands.
    const { stdout } = (await exec(api, id, { command: "cat count" })) as { stdout: string };
    expect(Number(stdout)).toBeLessThan(100);
  });

  it("tells of a failure of the server, and no more of it than that", async () => {
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
