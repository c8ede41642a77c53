import { execFile } from "node:child_process";
import { EventEmitter } from "node:events";
import { promisify } from "node:util";
import { MessageChannel } from "node:worker_threads";
import { expect, it } from "vitest";
import { runInWorker } from "./run-in-worker.ts";
import { startShellThread, whenLoaded } from "./shell-thread.ts";

const loaded = `import { parentPort } from "node:worker_threads";`;

function threadOf(code: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(loaded + code)}`);
}

it("keeps the reports of programs out of the server's log", async () => {
  const noisy = threadOf(`
    const noise = "x".repeat(10_000);
    process.stdout.write(noise);
    process.stderr.write(noise);
    console.error(noise);
    parentPort.postMessage("ready");`);
  const code = `
    import { startShellThread } from ${JSON.stringify(new URL("shell-thread.ts", import.meta.url).href)};
    const thread = startShellThread(new URL(${JSON.stringify(noisy.href)}));
    await thread.loaded;
    await new Promise((resolve) => setTimeout(resolve, 200));
    await thread.end();`;
  const args = ["--input-type=module", "-e", code];
  expect(await promisify(execFile)(process.execPath, args)).toEqual({ stdout: "", stderr: "" });
});

it("reports at most 400 characters of the reason for a failed thread", async () => {
  const failing = threadOf(`
    parentPort.on("message", () => { throw new Error("x".repeat(100_000)); });
    parentPort.postMessage("ready");`);
  const thread = startShellThread(failing);
  await thread.loaded;
  const script = runInWorker(thread.worker, {
    disk: new MessageChannel().port1,
    add: async () => await Promise.resolve(),
    end: new AbortController().signal,
    script: "",
    env: [],
    working_dir: "/",
  });
  const error = await script.exitCode.catch((reason: unknown) => reason as Error);
  expect(error).toMatchObject({
    message: expect.stringMatching(/^The thread .{1,390}$/) as unknown,
  });
  expect(await script.isReusable).toBe(false);
});

it("reports the error of a thread that fails and exits in one turn", async () => {
  const thread = new EventEmitter();
  const loading = whenLoaded(thread);
  thread.emit("error", new Error("no such package"));
  thread.emit("exit", 1);
  await expect(loading).rejects.toThrow("no such package");
});
