import {
  AuthenticationError,
  ConflictError,
  NotFoundError,
  Sandbox,
  SandboxError,
  Secret,
  Template,
  ValidationError,
} from "@superserve/sdk";
import type { CaseResult, Target } from "./sdk-case.ts";

/** Throws unless two values have the same JSON. */
function same(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`got ${a}, expected ${b}`);
}

/** Throws unless a promise rejects with an error of a class. */
async function rejects(promise: Promise<unknown>, kind: new (message: never) => Error) {
  try {
    await promise;
  } catch (error) {
    if (error instanceof kind) return;
    throw error;
  }
  throw new Error(`did not throw ${kind.name}`);
}

/** Calls every operation of the JavaScript SDK. @returns one result per operation */
export async function runJavaScriptCases(target: Target): Promise<CaseResult[]> {
  const { apiKey, baseUrl } = target;
  const create = (options: object = {}): Promise<Sandbox> =>
    Sandbox.create({ name: "demo", ...target, ...options });

  const cases: Readonly<Record<string, () => Promise<unknown>>> = {
    create: async () => {
      const sandbox = await create({ metadata: { env: "prod" }, envVars: { A: "b" } });
      same([sandbox.name, sandbox.status, sandbox.metadata], ["demo", "active", { env: "prod" }]);
    },
    "create with one list of network rules": async () => {
      const { id } = await create({ network: { allowOut: ["api.openai.com"] } });
      const found = (await Sandbox.list(target)).find((sandbox) => sandbox.id === id);
      same(found?.network?.allowOut, ["api.openai.com"]);
    },
    "create with timeout_seconds": async () =>
      same((await (await create({ timeoutSeconds: 60 })).getInfo()).timeoutSeconds, 60),
    "create from a template": async () => await create({ fromTemplate: "superserve/base" }),
    "create from an unknown template": async () =>
      await rejects(create({ fromTemplate: "no-such-template" }), NotFoundError),
    "create with an empty name": async () => await rejects(create({ name: "" }), ValidationError),
    "list, newest first": async () => {
      const older = await create({ metadata: { run: "order" } });
      const newer = await create({ metadata: { run: "order" } });
      const list = await Sandbox.list({ ...target, metadata: { run: "order" } });
      same(
        list.map(({ id }) => id),
        [newer.id, older.id],
      );
      same(list[0]!.createdAt instanceof Date, true);
    },
    "list by two metadata keys": async () => {
      await create({ metadata: { a: "1", b: "2" } });
      same((await Sandbox.list({ ...target, metadata: { a: "1", b: "2" } })).length, 1);
      same(await Sandbox.list({ ...target, metadata: { a: "1", b: "3" } }), []);
    },
    "get info": async () => same((await (await create()).getInfo()).name, "demo"),
    "pause and resume": async () => {
      const sandbox = await create();
      await sandbox.pause();
      same((await sandbox.getInfo()).status, "paused");
      await sandbox.resume();
      same((await sandbox.getInfo()).status, "active");
    },
    "pause twice": async () => {
      const sandbox = await create();
      await sandbox.pause();
      await rejects(sandbox.pause(), ConflictError);
    },
    "update metadata": async () => {
      const sandbox = await create({ metadata: { a: "1" } });
      await sandbox.update({ metadata: { b: "2" } });
      same((await sandbox.getInfo()).metadata, { b: "2" });
    },
    "update network": async () => {
      const sandbox = await create();
      await sandbox.update({ network: { denyOut: ["0.0.0.0/0"] } });
      same((await sandbox.getInfo()).network?.denyOut, ["0.0.0.0/0"]);
    },
    "kill, twice": async () => {
      const sandbox = await create();
      await sandbox.kill();
      await Sandbox.killById(sandbox.id, target);
    },
    "a wrong key": async () =>
      await rejects(Sandbox.list({ baseUrl, apiKey: "ss_live_wrong" }), AuthenticationError),
    "a base URL with a slash at the end": async () => {
      const list = await Sandbox.list({
        apiKey,
        baseUrl: `${baseUrl}/`,
        metadata: { run: "order" },
      });
      same(list.length, 2);
    },

    connect: async () => await Sandbox.connect((await create()).id, target),
    "commands.run": async () => await (await create()).commands.run("true", { timeoutMs: 2000 }),
    "commands.run, streaming": async () =>
      await (await create()).commands.run("true", { timeoutMs: 2000, onStdout: () => {} }),
    "files.write": async () => await (await create()).files.write("/tmp/a", "b"),
    "create with auto_delete_seconds": async () => await create({ autoDeleteSeconds: 60 }),
    "create with secrets": async () => await create({ secrets: { TOKEN: "github" } }),
    "create from a snapshot": async () => await create({ fromSnapshot: crypto.randomUUID() }),
    "update timeout_seconds": async () => await (await create()).update({ timeoutSeconds: 60 }),
    "network log": async () => await (await create()).getNetworkLog(),
    "attach a secret": async () => await (await create()).attachSecret("TOKEN", "github"),
    "templates list": async () => await Template.list(target),
    "secrets list": async () => await Secret.list(target),
  };

  const results: CaseResult[] = [];
  for (const [name, run] of Object.entries(cases)) {
    try {
      await run();
      results.push({ name });
    } catch (error) {
      const status = error instanceof SandboxError ? error.statusCode : undefined;
      results.push({ name, error: String(error), status });
    }
  }
  return results;
}
