import type { ExecEvent, ExecResult } from "@sandboxes/schema";
import { ExecEvent as ExecEventValidator } from "@sandboxes/schema/validators";
import type { CheckContext } from "@sandboxes/test-double/conformance";
import {
  type CreateFields,
  type SandboxCheck,
  callOn,
  createSandbox,
  getSandbox,
  requireEqual,
  requireStatus,
} from "./sandbox-check.ts";

type ExecFields = Readonly<Record<string, unknown>> & { readonly command: string };

/** Runs a command in a sandbox. A target without a way to run commands ends the check. */
async function exec(context: CheckContext, id: string, body: ExecFields): Promise<ExecResult> {
  const response = await context.call("execSandbox", { path: { sandbox_id: id }, body });
  if (response.status === 503) context.skip("The target cannot run commands now (503).");
  requireStatus(context, response, 200, `exec ${body.command}`);
  return response.body as ExecResult;
}

/** Runs a command in a sandbox and reads its events. */
async function stream(context: CheckContext, id: string, body: ExecFields): Promise<ExecEvent[]> {
  const response = await context.call("execSandboxStream", { path: { sandbox_id: id }, body });
  if (response.status === 503) context.skip("The target cannot run commands now (503).");
  requireStatus(context, response, 200, `stream ${body.command}`);
  const events = String(response.body)
    .split("\n\n")
    .map((block) =>
      block
        .split("\n")
        .flatMap((line) => (line.startsWith("data:") ? [line.slice(5)] : []))
        .join("\n"),
    )
    .filter((data) => data !== "")
    .map((data) => JSON.parse(data) as ExecEvent);
  if (events.at(-1)?.code === "service_unavailable")
    context.skip("The target cannot run commands now (503).");
  for (const event of events) {
    const [issue] = ExecEventValidator.issues(event, 1);
    context.require(!issue, `An event breaks the contract: ${issue?.message}.`);
  }
  return events;
}

/** Commands and their results, each in a new sandbox. */
const commands: readonly (readonly [
  cites: string,
  create: CreateFields,
  request: ExecFields,
  result: Partial<ExecResult>,
])[] = [
  [
    "Without `args`, a command line for `/bin/sh -c`. With `args`, the name of a program.",
    {},
    { command: "echo out; echo err >&2; exit 3" },
    { stdout: "out\n", stderr: "err\n", exit_code: 3 },
  ],
  [
    "0 means success by convention.",
    {},
    { command: "true" },
    { stdout: "", stderr: "", exit_code: 0 },
  ],
  [
    "The arguments of the program. They are passed unchanged, without a shell.",
    {},
    { command: "echo", args: ["a  b", "$HOME", "*", ";"] },
    { stdout: "a  b $HOME * ;\n", exit_code: 0 },
  ],
  [
    "An empty list means the same as no list.",
    {},
    { command: "echo a && echo b", args: [] },
    { stdout: "a\nb\n" },
  ],
  ["The working directory.", {}, { command: "pwd" }, { stdout: "/home/user\n" }],
  ["The working directory.", {}, { command: "pwd", working_dir: "/tmp" }, { stdout: "/tmp\n" }],
  [
    "The environment variables of every command in the sandbox.",
    { env_vars: { GREETING: "hello", EMPTY: "" } },
    { command: 'echo "$GREETING-$EMPTY-"' },
    { stdout: "hello--\n" },
  ],
  [
    "Environment variables of this command. They override those of the sandbox.",
    { env_vars: { A: "sandbox", B: "sandbox" } },
    { command: 'echo "$A $B $C"', env: { B: "command", C: "new" } },
    { stdout: "sandbox command new\n" },
  ],
  [
    "`null` for an optional field means the same as leaving the field out",
    {},
    { command: "echo ok", args: null, env: null, working_dir: null, timeout_s: null },
    { stdout: "ok\n", exit_code: 0 },
  ],
  [
    "The output is the UTF-8 text that the command wrote, unchanged",
    {},
    { command: "printf 'é✓\\r\\n\\tx'" },
    { stdout: "é✓\r\n\tx" },
  ],
];

/** Checks of the operations that run commands. */
export const execChecks: readonly SandboxCheck[] = [
  ...commands.map(([cites, create, request, result], index): SandboxCheck => [
    `execSandbox: ${index + 1}: ${request.command}`,
    cites,
    async (context) => {
      const { id } = await createSandbox(context, create);
      const received = await exec(context, id, request);
      requireEqual(context, received, { ...received, ...result }, "The result");
      const events = await stream(context, id, request);
      const all = (name: "stdout" | "stderr"): string =>
        events.map((event) => event[name] ?? "").join("");
      const last = events.at(-1);
      requireEqual(
        context,
        { stdout: all("stdout"), stderr: all("stderr"), exit_code: last?.exit_code },
        { stdout: received.stdout, stderr: received.stderr, exit_code: received.exit_code },
        "The result of the stream",
      );
    },
  ]),
  [
    "execSandbox: resumes a paused sandbox",
    "A `paused` sandbox is resumed first, and it stays active afterwards.",
    async (context) => {
      for (const operation of ["execSandbox", "execSandboxStream"]) {
        const { id } = await createSandbox(context);
        await exec(context, id, { command: "echo kept > kept.txt" });
        await callOn(context, "pauseSandbox", id, 204);
        const command = "cat kept.txt";
        if (operation === "execSandbox")
          requireEqual(
            context,
            (await exec(context, id, { command })).stdout,
            "kept\n",
            "The file",
          );
        else await stream(context, id, { command });
        requireEqual(context, (await getSandbox(context, id)).status, "active", "The status");
      }
    },
  ],
  [
    "execSandbox: keeps files, and separates sandboxes",
    "A sandbox is a small virtual machine in which an agent works.",
    async (context) => {
      const { id } = await createSandbox(context);
      const { id: other } = await createSandbox(context);
      await exec(context, id, { command: "echo 1 > file.txt" });
      requireEqual(
        context,
        (await exec(context, id, { command: "cat file.txt" })).stdout,
        "1\n",
        "It",
      );
      const { exit_code } = await exec(context, other, { command: "cat file.txt" });
      context.require(exit_code !== 0, "Another sandbox has the same file.");
    },
  ],
  [
    "execSandbox: stops a command after its timeout",
    "Seconds after which the command is stopped.",
    async (context) => {
      const { id } = await createSandbox(context);
      const start = Date.now();
      const path = { sandbox_id: id };
      const body = { command: "sleep 20", timeout_s: 1 };
      const { status } = await context.call("execSandbox", { path, body });
      if (status === 503 && Date.now() - start < 900)
        context.skip("The target cannot run commands.");
      const events = await stream(context, id, body);
      context.require(Date.now() - start < 15_000, "The command was not stopped after one second.");
      const { finished, error, code } = events.at(-1) ?? {};
      if (error === undefined) return;
      requireEqual(context, [finished, code], [true, "timeout"], "The last event");
    },
  ],
  [
    "execSandboxStream: the last event finishes",
    "The last event has `finished: true`, and either `exit_code`, or `error` and `code` if the command could not run to its end.",
    async (context) => {
      const { id } = await createSandbox(context);
      const events = await stream(context, id, { command: "echo a; echo b; exit 2" });
      const finished = events.map((event) => event.finished === true);
      requireEqual(context, finished.indexOf(true), events.length - 1, "The event with `finished`");
      requireEqual(context, events.at(-1)?.exit_code, 2, "The exit code");
      const response = await context.call("execSandboxStream", {
        path: { sandbox_id: id },
        body: { command: "true" },
      });
      const type = response.headers?.get("content-type") ?? "";
      context.require(type.startsWith("text/event-stream"), `The content type is ${type}.`);
    },
  ],
];
