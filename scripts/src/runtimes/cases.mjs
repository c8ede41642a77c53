// The cases that the client must pass in every runtime, against the real server. They are plain
// JavaScript, so that every runtime can load them.
import * as api from "@sandboxes/client";

const { createClient } = api;

/** @typedef {{ baseUrl: string, unreachableUrl: string, apiKey: string, fullTeamKey: string, report: string }} Setting */

/** @type {(actual: unknown, wanted: unknown) => void} */
function same(actual, wanted) {
  const [received, expected] = [JSON.stringify(actual), JSON.stringify(wanted)];
  if (received !== expected) throw new Error(`${received} instead of ${expected}`);
}

/** @type {(promise: PromiseLike<unknown>) => Promise<any>} */
async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("It should have rejected.");
}

/** @type {(items: AsyncIterable<any>) => Promise<any[]>} */
async function all(items) {
  const list = [];
  for await (const item of items) list.push(item);
  return list;
}

/** @type {Record<string, (client: api.Client, setting: Setting) => Promise<void>>} */
const cases = {
  "filters a list by metadata": async ({ sandboxes }) => {
    const metadata = { run: "a&b=é 💩" };
    await using(sandboxes, { name: "one", metadata }, async ({ id }) => {
      const found = await sandboxes.list({ metadata });
      same(
        found.map((sandbox) => sandbox.id),
        [id],
      );
    });
  },
  "iterates the same list that it awaits": async (_, { baseUrl, fullTeamKey }) => {
    const client = createClient({ baseUrl, apiKey: fullTeamKey, dangerouslyAllowBrowser: true });
    const { sandboxes } = client;
    const iterated = await all(sandboxes.list({ metadata: { seed: "many" } }));
    same(iterated, await sandboxes.list({ metadata: { seed: "many" } }));
    same(iterated.length, 500);
  },
  "stops the iteration of a list early": async (_client, { baseUrl, fullTeamKey }) => {
    const client = createClient({ baseUrl, apiKey: fullTeamKey, dangerouslyAllowBrowser: true });
    let count = 0;
    for await (const _ of client.sandboxes.list()) if (++count === 3) break;
    same(count, 3);
    same((await client.health.get()).status, "ok");
  },
  "returns the response with the data": async ({ sandboxes }) => {
    const { data, response } = await sandboxes.list({ metadata: { no: "one" } }).withResponse();
    same([data, response.status], [[], 200]);
  },
  "updates and deletes": async ({ sandboxes }) => {
    const { id } = await sandboxes.create({ name: "updated" });
    await sandboxes.update(id, { metadata: { a: "b" } });
    same((await sandboxes.get(id)).metadata, { a: "b" });
    same(await sandboxes.delete(id), undefined);
    same(api.NotFoundError.isInstance(await rejection(sandboxes.get(id))), true);
  },
  "runs a command": async ({ sandboxes }) => {
    await using(sandboxes, { name: "exec" }, async ({ id }) => {
      const result = await sandboxes.exec(id, { command: "echo é; exit 3" });
      same(result, { stdout: "é\n", stderr: "", exit_code: 3, truncated: false });
    });
  },
  "streams a command": async ({ sandboxes }) => {
    await using(sandboxes, { name: "stream" }, async ({ id }) => {
      const events = await all(sandboxes.execStream(id, { command: "echo one; echo é >&2" }));
      same(events.map((event) => event.stdout ?? "").join(""), "one\n");
      same(events.map((event) => event.stderr ?? "").join(""), "é\n");
      same(events.at(-1).exit_code, 0);
    });
  },
  "streams a command through `client.request`": async ({ sandboxes, request }) => {
    await using(sandboxes, { name: "raw" }, async ({ id }) => {
      const { data } = await request.POST("/sandboxes/{sandbox_id}/exec/stream", {
        params: { path: { sandbox_id: id } },
        body: { command: "echo one" },
      });
      same((data && (await all(data)).at(-1).finished) ?? false, true);
    });
  },
  "waits for a state": async ({ sandboxes }) => {
    await using(sandboxes, { name: "waiting" }, async ({ id }) => {
      await sandboxes.pause(id);
      const waiting = sandboxes.waitFor(id, "active", { deadline: 20_000 });
      await sandboxes.resume(id);
      same((await waiting).id, id);
    });
  },
  "watches changes": async ({ sandboxes }) => {
    const metadata = { run: "watched" };
    const { id } = await sandboxes.create({ name: "watched", metadata });
    const types = [];
    for await (const { type } of sandboxes.watch({ metadata, interval: 5 })) {
      types.push(type);
      if (type === "added") await sandboxes.pause(id);
      else if (type === "changed") await sandboxes.delete(id);
      else break;
    }
    same(types, ["added", "changed", "removed"]);
  },
  "throws an error class per status": async ({ sandboxes, request }) => {
    await using(sandboxes, { name: "errors" }, async ({ id }) => {
      await sandboxes.pause(id);
      same(api.ConflictError.isInstance(await rejection(sandboxes.pause(id))), true);
      const { error, response } = await request.GET("/sandboxes/{sandbox_id}", {
        params: { path: { sandbox_id: "no-uuid" } },
      });
      same([response.status, typeof error?.code], [400, "string"]);
    });
  },
  "hides the API key in errors": async (_, { baseUrl }) => {
    const apiKey = "sk_never_to_be_seen";
    const client = createClient({ baseUrl, apiKey, dangerouslyAllowBrowser: true });
    const error = await rejection(client.sandboxes.list());
    same(api.AuthenticationError.isInstance(error), true);
    same([String(error), error.stack, JSON.stringify(error)].join().includes(apiKey), false);
  },
  "rejects an ID that is a path": async ({ sandboxes }) => {
    same((await rejection(sandboxes.delete(".."))) instanceof TypeError, true);
  },
  "reports an unreachable server": async (_, { unreachableUrl, apiKey }) => {
    const client = createClient({
      baseUrl: unreachableUrl,
      apiKey,
      maxRetries: 0,
      dangerouslyAllowBrowser: true,
    });
    same(api.ConnectionError.isInstance(await rejection(client.sandboxes.list())), true);
  },
  "aborts a stream immediately": async ({ sandboxes }) => {
    await using(sandboxes, { name: "aborted" }, async ({ id }) => {
      const controller = new AbortController();
      const reason = new Error("enough");
      setTimeout(() => controller.abort(reason), 50);
      const command = { command: "echo one; sleep 4" };
      const { signal } = controller;
      const error = await rejection(all(sandboxes.execStream(id, command, { signal })));
      same(error === reason, true);
    });
  },
  "stops at the deadline": async ({ sandboxes }) => {
    await using(sandboxes, { name: "late" }, async ({ id }) => {
      const error = await rejection(
        sandboxes.exec(id, { command: "sleep 4" }, { deadline: 200, maxRetries: 0 }),
      );
      same(api.TimeoutError.isInstance(error), true);
    });
  },
};

/**
 * Replaces `await using` in runtimes without that syntax.
 *
 * @type {(sandboxes: api.Client["sandboxes"], body: Parameters<api.Client["sandboxes"]["create"]>[0], use: (sandbox: { id: string }) => Promise<void>) => Promise<void>}
 */
async function using(sandboxes, body, use) {
  const sandbox = await sandboxes.create(body);
  try {
    await use(sandbox);
  } finally {
    await sandbox[Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]();
  }
}

/** Fails a case after ten seconds, so that the others still run. */
async function failLate() {
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  throw new Error("It took longer than 10 seconds.");
}

/**
 * Runs all cases in sequence.
 *
 * @param {Setting} setting
 * @returns {Promise<{ name: string, problem?: string }[]>}
 */
export async function runCases(setting) {
  const { baseUrl, apiKey } = setting;
  const client = createClient({ baseUrl, apiKey, dangerouslyAllowBrowser: true });
  const results = [];
  for (const [name, run] of Object.entries(cases)) {
    try {
      await Promise.race([run(client, setting), failLate()]);
      results.push({ name });
    } catch (error) {
      results.push({ name, problem: String(error?.stack ?? error) });
    }
  }
  return results;
}
