import { inspect } from "node:util";
import { SandboxesError, createClient } from "@sandboxes/client";
import type { Attack } from "./attack.ts";

const apiKey = "ss_0123456789abcdef0123456789abcdef";
const escapedKey = apiKey.replace("s", String.raw`\u0073`);

/** The maximum time that a call may block the event loop, in milliseconds. It allows for a busy machine. */
const longestBlock = 1000;

type Call = "list" | "all" | "get" | "exec" | "stream";

/** A response, what the client does with it, and whether the call may succeed. */
interface Hostile {
  readonly name: string;
  readonly call: Call;
  respond(): Response;
}

const json = (text: string, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(text, { status, headers: { "Content-Type": "application/json", ...headers } });

const events = (body: string | ReadableStream): Response =>
  new Response(body, { headers: { "Content-Type": "text/event-stream" } });

/** Creates a body of repeated chunks. Without a count it never ends. */
function pieces(piece: string, count = Number.POSITIVE_INFINITY, end = ""): ReadableStream {
  const encoder = new TextEncoder();
  const bytes = encoder.encode(piece);
  let sent = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (sent++ < count) controller.enqueue(bytes);
      else {
        controller.enqueue(encoder.encode(end));
        controller.close();
      }
    },
  });
}

const typed = (body: ReadableStream, status = 200): Response =>
  new Response(body, { status, headers: { "Content-Type": "application/json" } });

const keyError = (key: string): string => `{"error":{"code":"conflict","message":"no ${key}"}}`;

const responses: readonly Hostile[] = [
  { name: "HTML", call: "list", respond: () => new Response("<html>", { status: 200 }) },
  { name: "half of a list", call: "list", respond: () => json('[{"id":"a"') },
  { name: "a million nested arrays", call: "list", respond: () => json("[".repeat(1_000_000)) },
  {
    name: "a million nested arrays, one by one",
    call: "all",
    respond: () => json("[".repeat(1_000_000)),
  },
  { name: "a prototype", call: "get", respond: () => json('{"__proto__":{"hit":1},"id":"a"}') },
  {
    name: "the key in an error",
    call: "get",
    respond: () => json(keyError(apiKey), 409),
  },
  {
    name: "the key, escaped, in an error",
    call: "get",
    respond: () => json(keyError(escapedKey), 409),
  },
  {
    name: "the key in an error that is not JSON",
    call: "get",
    respond: () => new Response(`<p>${apiKey}</p>`, { status: 502 }),
  },
  {
    name: "the key, escaped, in the error of a stream",
    call: "stream",
    respond: () => events(`data: {"finished":true,"error":"${escapedKey}","code":"x"}\n\n`),
  },
  {
    name: "the key in half of a list",
    call: "list",
    respond: () => json(`[{"id":"${apiKey}"`),
  },
  {
    name: "an error without an end",
    call: "get",
    respond: () => typed(pieces("x".repeat(65_536)), 409),
  },
  {
    name: "a list of 50,000 pieces of one byte",
    call: "all",
    respond: () => typed(pieces(" ", 50_000, "[]")),
  },
  {
    name: "an element of 10,000 pieces",
    call: "all",
    respond: () => typed(pieces("x".repeat(100), 10_000, '"}]')),
  },
  {
    name: "an event line of 50,000 pieces",
    call: "stream",
    respond: () => events(pieces("x".repeat(20), 50_000, "\n\n")),
  },
  {
    name: "an event of 50,000 lines",
    call: "stream",
    respond: () => events(pieces("data: x\n", 50_000, "\n")),
  },
  {
    name: "a Retry-After beyond all numbers",
    call: "get",
    respond: () => json(keyError("x"), 429, { "Retry-After": "9".repeat(400) }),
  },
  {
    name: "a Retry-After in the past",
    call: "get",
    respond: () => json(keyError("x"), 429, { "Retry-After": "-1" }),
  },
  {
    name: "10,000 headers",
    call: "get",
    respond: () =>
      json(
        "{}",
        409,
        Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, "y"])),
      ),
  },
];

/** Measures the longest time that the event loop was blocked. */
function watchLoop(): () => number {
  let [longest, last] = [0, performance.now()];
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 10);
  return () => {
    clearInterval(timer);
    return Math.max(longest, performance.now() - last);
  };
}

async function use(call: Call, respond: () => Response): Promise<unknown> {
  const client = createClient({ apiKey, baseUrl: "http://api.test", fetch: () => respond() });
  const id = "00000000-0000-4000-8000-000000000001";
  const limits = { deadline: 5000, maxRetries: 1 };
  switch (call) {
    case "list":
      return await client.sandboxes.list(undefined, limits);
    case "get":
      return await client.sandboxes.get(id, limits);
    case "exec":
      return await client.sandboxes.exec(id, { command: "true" }, limits);
    case "all": {
      let count = 0;
      for await (const _ of client.sandboxes.list(undefined, limits)) count += 1;
      return count;
    }
    case "stream": {
      let count = 0;
      for await (const _ of client.sandboxes.execStream(id, { command: "true" }, limits))
        count += 1;
      return count;
    }
  }
}

/** Hostile responses to the client. */
export const responseAttacks: readonly Attack[] = responses.map(({ name, call, respond }) => ({
  name,
  run: async () => {
    const longest = watchLoop();
    const outcome = await use(call, respond).catch((error: unknown) => error);
    const blocked = longest();
    if (blocked > longestBlock) return `blocked the event loop for ${blocked.toFixed(0)} ms`;
    const shown = inspect(outcome, { depth: 10, showHidden: true });
    if (shown.includes(apiKey) || String(outcome).includes(apiKey)) return "the key is shown";
    if ("hit" in {}) return "a prototype was changed";
    if (outcome instanceof Error && !(outcome instanceof SandboxesError))
      return `an error of another kind: ${String(outcome)}`;
    return undefined;
  },
}));
