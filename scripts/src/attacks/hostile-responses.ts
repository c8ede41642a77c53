/** A secret that a hostile response repeats. */
export const apiKey = "ss_0123456789abcdef0123456789abcdef";
const escapedKey = apiKey.replace("s", String.raw`\u0073`);

/** How the client reads a response: `all` and `stream` iterate it. */
export type Call = "list" | "all" | "get" | "stream";

/** A response, and the call that gets it. */
export interface Hostile {
  readonly name: string;
  readonly call: Call;
  respond(): Response;
}

const json = (text: string, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(text, { status, headers: { "Content-Type": "application/json", ...headers } });

/** Creates a response of server-sent events. */
export const events = (body: string | ReadableStream): Response =>
  new Response(body, { headers: { "Content-Type": "text/event-stream" } });

/** Creates a body of repeated pieces between a start and an end. Without a count it never ends. */
export function pieces(
  piece: string,
  count = Number.POSITIVE_INFINITY,
  end = "",
  start = "",
): ReadableStream {
  const encoder = new TextEncoder();
  const bytes = encoder.encode(piece);
  let sent = 0;
  return new ReadableStream({
    start: (controller) => {
      if (start !== "") controller.enqueue(encoder.encode(start));
    },
    pull: (controller) => {
      if (sent++ < count) controller.enqueue(bytes);
      else {
        controller.enqueue(encoder.encode(end));
        controller.close();
      }
    },
  });
}

/** Creates a JSON response. */
export const typed = (body: ReadableStream, status = 200): Response =>
  new Response(body, { status, headers: { "Content-Type": "application/json" } });

const keyError = (key: string): string => `{"error":{"code":"conflict","message":"no ${key}"}}`;

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

/** Responses that a hostile server can send. */
export const hostileResponses: readonly Hostile[] = [
  { name: "HTML", call: "list", respond: () => new Response("<html>", { status: 200 }) },
  { name: "half of a list", call: "list", respond: () => json('[{"id":"a"') },
  { name: "a million nested arrays", call: "list", respond: () => json("[".repeat(1_000_000)) },
  {
    name: "a million nested arrays, one by one",
    call: "all",
    respond: () => json("[".repeat(1_000_000)),
  },
  {
    name: "an object that nests 200,000 arrays",
    call: "get",
    respond: () => json(`{"id":${nested(200_000)}}`),
  },
  {
    name: "elements that nest 200,000 arrays",
    call: "all",
    respond: () => json(`[{"id":${nested(200_000)}},{"id":${nested(200_000)}}]`),
  },
  {
    name: "an error that nests 200,000 arrays",
    call: "get",
    respond: () =>
      json(`{"error":{"code":"conflict","message":"x","more":${nested(200_000)}}}`, 409),
  },
  {
    name: "an event that nests 200,000 arrays",
    call: "stream",
    respond: () => events(`data: {"finished":true,"error":${nested(200_000)}}\n\n`),
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
