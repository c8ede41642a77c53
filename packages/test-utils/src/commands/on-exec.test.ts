import { createTestClock } from "@sandboxes/test-double";
import { describe, expect, it } from "vitest";
import { type TestApi, type TestApiOptions, createTestApi } from "../create-test-api.ts";
import { type Calls, callsOf } from "../fixtures/calls.ts";

const sandboxes = [{ name: "demo" }];

async function started(options: TestApiOptions = {}): Promise<{
  api: TestApi;
  client: Calls;
  id: string;
}> {
  const api = await createTestApi({ sandboxes, ...options });
  return { api, client: callsOf(api), id: api.sandboxes[0]!.id };
}

describe("a command", () => {
  it("does what the test says, through each entry point", async () => {
    const { api, client, id } = await started();
    api.onExec(/npm test/, { stdout: "1 passed\n", stderr: "slow\n", exitCode: 3 });
    await using server = await api.listen();
    const overSocket = callsOf({ apiKey: api.apiKey, baseUrl: server.url });
    using _ = api.install({ otherHosts: "pass" });
    const installed = callsOf({ apiKey: api.apiKey, baseUrl: api.baseUrl });
    for (const each of [client, overSocket, installed])
      expect(await each.exec(id, { command: "cd app && npm test" })).toEqual({
        stdout: "1 passed\n",
        stderr: "slow\n",
        exit_code: 3,
        truncated: false,
      });
  });

  it.each<[title: string, matcher: Parameters<TestApi["onExec"]>[0], matches: boolean]>([
    ["its line", "npm test --ci", true],
    ["a part of its line", "npm test", false],
    ["a pattern", /test/, true],
    ["a global pattern", /test/g, true],
    ["another pattern", /^test/, false],
    ["a function", ({ args }) => args?.[1] === "--ci", true],
    ["a function of the sandbox", ({ sandbox_id }) => sandbox_id === "", false],
  ])("is found by %s", async (_, matcher, matches) => {
    const { api, client, id } = await started();
    api.onExec(/.*/, { stdout: "other" });
    api.onExec(matcher, { stdout: "found" });
    for (const round of [1, 2]) {
      const { stdout } = await client.exec(id, {
        command: "npm",
        args: ["test", "--ci"],
      });
      expect([round, stdout]).toEqual([round, matches ? "found" : "other"]);
    }
  });

  it("gets its result from a function", async () => {
    const { api, client, id } = await started();
    api.onExec(/^echo /, async ({ command, env, working_dir, timeout_s }) => ({
      stdout: [command, env?.["A"], working_dir, timeout_s].join(),
    }));
    const given = { command: "echo a", env: { A: "1" }, working_dir: "/tmp", timeout_s: 7 };
    expect((await client.exec(id, given)).stdout).toBe("echo a,1,/tmp,7");
  });

  it("gets the answer before it when an answer is used up", async () => {
    const { api, client, id } = await started();
    api.onExec("a", { stdout: "always" });
    api.onExec("a", { exitCode: 1 }, { times: 2 });
    const codes: number[] = [];
    for (let count = 0; count < 3; count++)
      codes.push((await client.exec(id, { command: "a" })).exit_code);
    expect(codes).toEqual([1, 1, 0]);
  });

  it("gets an error that says what to write if the test has no answer", async () => {
    const { api, client, id } = await started();
    const run = (): Promise<unknown> => client.exec(id, { command: 'echo "a"' });
    const error = { status: 503, message: expect.stringContaining('api.onExec("echo \\"a\\"", {') };
    await expect(run()).rejects.toMatchObject(error);
    api.onExec(/a/, {});
    expect(await run()).toMatchObject({ stdout: "", exit_code: 0 });
    api.reset();
    await expect(run()).rejects.toMatchObject(error);
  });

  it("runs in a shell on request, unless it has an answer", async () => {
    const { api, client, id } = await started({ shell: true });
    api.onExec("uname", { stdout: "Plan 9\n" });
    expect((await client.exec(id, { command: "echo a > f; cat f" })).stdout).toBe("a\n");
    expect((await client.exec(id, { command: "uname" })).stdout).toBe("Plan 9\n");
    await client.pause(id);
    expect((await client.exec(id, { command: "cat f" })).stdout).toBe("a\n");
  });
});

describe("time", () => {
  it("passes by the clock of the API", async () => {
    const clock = createTestClock();
    const { api, client, id } = await started({ clock });
    api.onExec("make", {
      output: [{ stdout: "1" }, { stderr: "2", after: "1s" }],
      stdout: "3",
      after: 500,
      exitCode: 1,
    });
    const events: unknown[] = [];
    const reading = (async () => {
      for await (const { timestamp, ...event } of client.execStream(id, {
        command: "make",
      }))
        events.push([Date.parse(timestamp!) - Date.UTC(2026, 0, 1), event]);
    })();
    await expect.poll(() => events).toEqual([[0, { stdout: "1" }]]);
    await clock.advance("1s");
    await expect.poll(() => events.length).toBe(2);
    await clock.advance(500);
    await reading;
    expect(events.slice(1)).toEqual([
      [1000, { stderr: "2" }],
      [1500, { stdout: "3" }],
      [1500, { finished: true, exit_code: 1 }],
    ]);
  });

  it("ends a command that takes longer than its timeout", async () => {
    const clock = createTestClock();
    const { api, client, id } = await started({ clock });
    api.onExec("sleep", { after: "1h", stdout: "never" });
    const running = client.exec(id, { command: "sleep", timeout_s: 2 });
    await expect.poll(() => api.calls.execSandbox).toHaveLength(1);
    // The command begins a moment after the call.
    const isDone = running.then(() => true);
    let isOver = false;
    void isDone.then(() => (isOver = true));
    await expect.poll(async () => (await clock.advance("2s"), isOver)).toBe(true);
    expect(await running).toMatchObject({
      exit_code: 124,
      stdout: "",
      stderr: "The command was ended: it took longer than 2 seconds.\n",
    });
  });

  it("ends a command when its sandbox is deleted, or its caller goes away", async () => {
    const { api, client, id } = await started();
    api.onExec("sleep", { after: "1h" });
    const running = client.exec(id, { command: "sleep" });
    await api.waitForCall("execSandbox");
    const stop = new AbortController();
    const aborted = client.exec(id, { command: "sleep" }, stop.signal);
    await api.waitForCall("execSandbox", 2);
    stop.abort();
    await expect(aborted).rejects.toBe(stop.signal.reason);
    await client.delete(id);
    await expect(running).rejects.toMatchObject({ status: 410 });
  });
});

it.each<[title: string, parameters: unknown[], problem: string]>([
  ["no matcher", [undefined, {}], "It is undefined"],
  ["no result", ["a"], "must be an object such as"],
  ["a result that is a text", ["a", "out"], 'It is "out"'],
  ["a misspelled property", ["a", { exit_code: 1 }], "has no property exit_code"],
  ["an exit code of 256", ["a", { exitCode: 256 }], "from 0 to 255"],
  ["output that is no text", ["a", { stdout: 1 }], "stdout of a command must be a string"],
  ["a piece that is no text", ["a", { output: [{ stderr: 1 }] }], "stderr of a command"],
  ["a delay that is no duration", ["a", { after: "soon" }], '"soon"'],
  ["no times", ["a", {}, { times: 0 }], "above 0"],
])("onExec rejects %s", async (_, parameters, problem) => {
  const { api } = await started();
  expect(() => Reflect.apply(api.onExec, undefined, parameters)).toThrow(problem);
});
