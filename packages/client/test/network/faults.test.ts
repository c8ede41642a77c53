import { type Clock, type CallOptions, SandboxesError, createClient } from "@sandboxes/client";
import { type Operation, operations } from "@sandboxes/schema/operations";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Fault, type FaultServer, answer, startFaultServer } from "./fault-server.ts";

// Every fault, for every operation, in every limit: what the call comes to, and how many requests
// reached the server.

const json = (status: number, message: string, headers?: Record<string, string>): Fault => {
  const text = answer(status, JSON.stringify({ error: { code: "c", message } }), headers);
  return (socket) => socket.end(text);
};
const ok = (body: string, headers: Record<string, string | number> = {}): Fault => {
  const text = answer(200, body, headers);
  return (socket) => socket.end(text);
};

/** Whose request is sent again: of all operations, of the idempotent ones, of none. */
type Retried = "all" | "idempotent" | "none";

interface Row {
  readonly fault: string;
  /** The server's behaviour. Absent if no request reaches it. */
  readonly serve?: Fault;
  readonly baseUrl?: (port: number) => string;
  readonly retried: Retried;
  /** The name of the error, or the status: of operations that answer with JSON, with nothing, with a stream. */
  readonly outcome: string | readonly [json: string, nothing: string, stream: string];
}

const allEnd = (name: string, serve: Fault, retried: Retried, outcome: Row["outcome"]): Row => ({
  fault: name,
  serve,
  retried,
  outcome,
});
const beginOf = answer(200, "[", { "Content-Length": 100 });
const cutEvents = answer(200, 'data: {"stdout":"a"}\n\ndata: {"std', {
  "Content-Type": "text/event-stream",
  "Content-Length": 100,
});
const again = { "Retry-After": "1" };

const rows: readonly Row[] = [
  {
    fault: "connection refused",
    // A port that is free: the server behind it has been closed.
    baseUrl: () => `http://127.0.0.1:${closedPort}`,
    retried: "all",
    outcome: "ConnectionError",
  },
  {
    fault: "DNS error",
    baseUrl: () => "http://sandboxes.invalid",
    retried: "all",
    outcome: "ConnectionError",
  },
  {
    fault: "TLS error",
    baseUrl: (port) => `https://127.0.0.1:${port}`,
    retried: "idempotent",
    outcome: "ConnectionError",
  },
  allEnd(
    "reset before headers",
    (socket) => socket.resetAndDestroy(),
    "idempotent",
    "ConnectionError",
  ),
  allEnd(
    "reset in the body",
    (socket) => void socket.write(beginOf, () => setTimeout(() => socket.resetAndDestroy(), 20)),
    "idempotent",
    "ResponseError",
  ),
  allEnd("slow headers", () => {}, "idempotent", "TimeoutError"),
  allEnd("slow body", (socket) => void socket.write(beginOf), "idempotent", "TimeoutError"),
  allEnd("408", json(408, "m"), "idempotent", "408"),
  allEnd("409", json(409, "The sandbox is resuming."), "none", "409"),
  allEnd("429", json(429, "m"), "all", "429"),
  allEnd("429 with Retry-After", json(429, "m", again), "all", "429"),
  allEnd("500", json(500, "m"), "idempotent", "500"),
  allEnd("502", json(502, "m"), "idempotent", "502"),
  allEnd("503", json(503, "m"), "idempotent", "503"),
  allEnd("503 with Retry-After", json(503, "m", again), "all", "503"),
  allEnd("504", json(504, "m"), "idempotent", "504"),
  allEnd("HTML", ok("<html>", { "Content-Type": "text/html" }), "none", "ResponseError"),
  allEnd("empty", ok(""), "none", ["ResponseError", "200", "ResponseError"]),
  allEnd("cut JSON", ok('[{"id":'), "none", ["ResponseError", "ResponseError", "ResponseError"]),
  allEnd("cut SSE", (socket) => socket.end(cutEvents), "idempotent", "ResponseError"),
  allEnd("wrong length", ok("[]", { "Content-Length": 3 }), "idempotent", "ResponseError"),
  allEnd("redirect", json(302, "m", { Location: "/elsewhere" }), "none", "ResponseError"),
];

let server: FaultServer;
let closedPort: number;
beforeAll(async () => {
  server = await startFaultServer();
  const other = await startFaultServer();
  closedPort = other.port;
  await other.close();
});
afterAll(() => server.close());

const requests: readonly Operation[] = Object.values(operations);
/** The operations whose 409 makes the client read the state of the sandbox. */
const readsState = (row: Row, { id }: Operation): number =>
  row.fault === "409" && id.startsWith("exec") ? 1 : 0;

const reason = new Error("enough");
const maxRetries = 1;
const isSlow = (row: Row): boolean => row.fault.startsWith("slow");
const isRetried = (row: Row, { idempotent }: Operation): boolean =>
  row.retried === "all" || (row.retried === "idempotent" && idempotent);

/** The limits of a call, and the expected result. */
interface Limit {
  readonly options: CallOptions;
  /** How often the request is sent. */
  attempts(row: Row, operation: Operation): number;
  isAborted(row: Row, operation: Operation): boolean;
}

const limits = {
  // In the wait before a retry, or where the answer hangs.
  abort: {
    options: { retryDelay: 50_000 },
    attempts: () => 1,
    isAborted: (row, operation) => isSlow(row) || isRetried(row, operation),
  },
  timeout: {
    options: { timeout: 1500, retryDelay: 5 },
    attempts: (row, operation) => (isRetried(row, operation) ? 1 + maxRetries : 1),
    isAborted: () => false,
  },
  // The wait would end after it.
  deadline: {
    options: { deadline: 1500, retryDelay: 50_000 },
    attempts: () => 1,
    isAborted: () => false,
  },
} satisfies Record<string, Limit>;

function outcomeOf({ outcome }: Row, { produces }: Operation): string {
  if (typeof outcome === "string") return outcome;
  return outcome[produces === null ? 1 : produces === "application/json" ? 0 : 2];
}

async function drain(events: unknown): Promise<void> {
  for await (const _ of events as AsyncIterable<unknown>);
}

let calls = 0;

async function run(row: Row, operation: Operation, limit: Limit): Promise<unknown> {
  const call = `call-${calls++}`;
  const controller = new AbortController();
  const abort = (): void => controller.abort(reason);
  const aborts = limit === limits.abort;
  if (aborts && isSlow(row)) void server.reached(call).then(abort);
  const clock: Clock = {
    now: () => Date.now(),
    setTimeout(task: () => void, milliseconds: number) {
      // The wait before a retry. The limit of an attempt is longer.
      if (aborts && milliseconds < 60_000) setTimeout(abort);
      return setTimeout(task, milliseconds);
    },
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  };
  const origin = row.baseUrl?.(server.port) ?? `http://127.0.0.1:${server.port}`;
  const client = createClient({
    apiKey: "sk_test_0123456789",
    baseUrl: `${origin}/${call}`,
    clock,
    random: () => 1,
    maxRetries,
  });
  const send = (
    client.request as unknown as Record<
      string,
      (path: string, init: object) => Promise<{ data?: unknown; response: Response }>
    >
  )[operation.method];
  // What is not slow has time: a busy machine may take long to look a name up.
  const patience = isSlow(row) ? 1 : 12;
  const { timeout, deadline } = limit.options;
  const outcome = await send?.(operation.path, {
    ...limit.options,
    ...(timeout && { timeout: timeout * patience }),
    ...(deadline && { deadline: deadline * patience }),
    params: { path: { sandbox_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a" } },
    ...(operation.consumes && { body: {} }),
    signal: controller.signal,
  })
    .then(async ({ data, response }) => {
      if (data && operation.produces === "text/event-stream") await drain(data);
      return String(response.status);
    })
    .catch((error: unknown) => (SandboxesError.isInstance(error) ? error.name : error));
  return [operation.id, outcome, server.requestsOf(call)];
}

describe.each(Object.entries<Limit>(limits))("with a limit by %s", (_limit, limit) => {
  test.each(rows.map((row) => [row.fault, row] as const))(
    "%s",
    async (_, row) => {
      if (row.serve) server.fault = row.serve;
      const results = await Promise.all(requests.map((operation) => run(row, operation, limit)));
      const wanted = requests.map((operation) => [
        operation.id,
        limit.isAborted(row, operation) ? reason : outcomeOf(row, operation),
        row.serve ? limit.attempts(row, operation) + readsState(row, operation) : 0,
      ]);
      expect(results).toEqual(wanted);
    },
    30_000,
  );
});
