import { type Operation, operations, securitySchemes } from "@sandboxes/schema/operations";
import { requests } from "@sandboxes/schema/validators";
import { checkReply } from "#check-reply";
import { Hono } from "hono";
import { getPath as readPath } from "hono/utils/url";
import { ApiFault } from "./api-fault.ts";
import { createHandlers } from "./handlers.ts";
import { isGood } from "./keys/api-keys.ts";
import { KeyHashes } from "./keys/key-hashes.ts";
import { type Template, defaultTemplates } from "./lifecycle/templates.ts";
import { type Facts, type LogEntry, toLogEntry } from "./log-entry.ts";
import { RateLimit } from "./limits/rate-limit.ts";
import type { Draw } from "./limits/token-buckets.ts";
import { type MaybePromise, isPromise, whenReady } from "./maybe-promise.ts";
import type { Call, Handled } from "./operation-types.ts";
import { readInputs } from "./request/read-inputs.ts";
import { type Reply, respond } from "./respond.ts";
import { createDefaultRuntime } from "./runtime/default-runtime.ts";
import type { Runtime } from "./runtime/runtime.ts";
import { Machines } from "./sandboxes/machines.ts";
import { Sandboxes } from "./sandboxes/sandboxes.ts";
import { StoreUnavailableError } from "./store/store-unavailable-error.ts";
import type { Store } from "./store/store.ts";

/** What the API is made of. */
export interface AppOptions {
  /** Where teams, keys and sandboxes are kept. */
  store: Store;
  /**
   * The time, in milliseconds since the epoch.
   *
   * @default Date.now
   */
  clock?: () => number;
  /**
   * Whether requests are counted. When not, none is refused, and the headers tell of full buckets.
   *
   * @default true
   */
  rateLimit?: boolean;
  /**
   * The most sandboxes that a team may have.
   *
   * @default 100
   */
  maxSandboxes?: number;
  /**
   * The templates from which sandboxes can be created. A create from another one returns 404, and
   * from one that is not ready 409.
   *
   * @default `superserve/base`, `superserve/node-22`, `superserve/python-3.11` and
   * `superserve/python-ml`, all ready
   * @example
   * createApp({ store, templates: [{ name: "superserve/base" }, { name: "acme/new", ready: false }] });
   */
  templates?: readonly Template[];
  /**
   * How long a sandbox is `resuming`, in milliseconds.
   *
   * @default 5
   */
  resumeMs?: number;
  /**
   * What runs the commands of sandboxes.
   *
   * @default just-bash, where Node runs and the package `just-bash` is installed; see
   * `@sandboxes/server/just-bash`
   */
  runtime?: Runtime;
  /**
   * What `GET /health` says.
   *
   * @default "0.0.0"
   */
  version?: string;
  /**
   * Hears of every failure that is answered with 500, which tells the caller nothing of it.
   *
   * @default writes it to standard error
   */
  onError?: (error: unknown, requestId: string) => void;
  /**
   * Hears of every request when its answer is ready to be sent.
   *
   * @default nobody does
   * @example
   * createApp({ store, log: (entry) => console.log(JSON.stringify(entry)) });
   */
  log?: (entry: LogEntry) => void;
}

/** What is known of a request beside the request itself. */
export interface RequestContext {
  /** Where it comes from. Without it, no address is counted. */
  address?: string | undefined;
  /** What stands for the connection that it came over: a key is hashed once for each. */
  connection?: object | undefined;
  /**
   * What answers are made of. A server may have one that it sends quicker.
   *
   * @default the global one
   */
  Response?: typeof Response | undefined;
}

/** The API: a function from request to answer, for a port, a worker or a test alike. */
export interface App {
  /** Answers a request. It does not throw: a failure is an answer with status 500. */
  fetch(request: Request, context?: RequestContext): Response | Promise<Response>;
  /**
   * Answers what never became a request of the app, as it answers every other fault: with the same
   * headers, counted and logged.
   */
  refuse(refusal: Refusal, context?: RequestContext): Promise<Response>;
  /**
   * Ends the commands that run, each with 503, and starts no more. Other requests are still answered.
   *
   * @returns when what the commands did is saved
   */
  close(): Promise<void>;
  /** Paths of HTML pages, which a link on any site may open. */
  readonly documents?: ReadonlySet<string>;
}

/** Why something is no request, or what failed before it was one. */
export type Refusal =
  | {
      readonly status: 400 | 403 | 408 | 421 | 431 | 501 | 505;
      /** For the caller to read. */
      readonly message: string;
    }
  | {
      readonly status: 500;
      /** For `onError` to hear: the caller is told nothing of it. */
      readonly cause: unknown;
    }
  /** `OPTIONS *`: the response lists the methods of all operations. */
  | { readonly status: 204 };

type RequestEnvironment = { Bindings: RequestContext };

/** Notes what a request drew from a bucket, and refuses it when the bucket was empty. */
type Count = (draw: Draw, whose: "address" | "team") => void;

/**
 * Makes the sandboxes API over a store, with the routes of the generated operation table.
 *
 * @example
 * const app = createApp({ store: createMemoryStore() });
 * const response = await app.fetch(new Request("http://localhost/health"));
 */
export function createApp(options: AppOptions): App {
  const {
    store,
    clock = Date.now,
    rateLimit = true,
    maxSandboxes = 100,
    resumeMs = 5,
    templates = defaultTemplates,
    runtime = createDefaultRuntime(),
    version = "0.0.0",
    onError = report,
    log,
  } = options;
  const hashes = new KeyHashes();
  const isReportDue = every(outageReportMs);
  const limits = new RateLimit(clock, rateLimit, store);
  const machines = new Machines({ store, runtime, clock });
  const sandboxes = new Sandboxes({ store, machines, clock, maxSandboxes, resumeMs, templates });
  const handlers = createHandlers({ store, sandboxes, clock, version, toFault: failure });
  const hono = new Hono<RequestEnvironment>({ getPath });

  for (const operation of Object.values(operations)) {
    // Each handler takes the inputs of its own operation, which `readInputs` validates by the same table.
    const handle = handlers[operation.id] as (inputs: unknown, call: Call) => Handled<unknown>;
    const pattern = honoPath(operation.path);
    const hasParameters = pattern.includes(":");
    hono.on(operation.method, pattern, (context) =>
      answer(context.env, context.req, (count, facts) => {
        facts.operation = operation.id;
        const key = context.req.header(securitySchemes.apiKey.name);
        const isOpen = operation.security.length === 0;
        const authenticated = isOpen ? "" : authenticate(key, context.env.connection, count);
        return whenReady(authenticated, (team) => {
          if (!isOpen) facts.team = team;
          const request = context.req.raw;
          const path = hasParameters ? context.req.param() : {};
          const read = readInputs(operation, requests[operation.id], request, path);
          return whenReady(read, (inputs) => {
            const done = handle(inputs, { request, team, requestId: facts.requestId });
            return whenReady(done.body, (body) => ({ status: operation.success[0], body }));
          });
        });
      }),
    );
  }

  hono.notFound(({ env, req }) => answer(env, req, () => refuseRoute(req)));

  /**
   * Whatever happens in `reply`, there is an answer, and it has the documented headers. What is at hand
   * is answered without a promise: a server writes it at once.
   */
  function answer(
    { address, Response: Answer = Response }: RequestContext,
    request: { readonly method: string; readonly path: string; readonly raw?: Request },
    reply: (count: Count, facts: Facts) => MaybePromise<Reply>,
  ): MaybePromise<Response> {
    const start = performance.now();
    const facts: Facts = { requestId: crypto.randomUUID() };
    let last: Draw | undefined;
    const count: Count = (draw, whose) => {
      last = draw;
      if (!draw.allowed) throw tooMany(draw, whose);
    };
    const send = (replied: Reply): Response => {
      const response = respond(Answer, checkReply(facts.operation, replied), facts.requestId, last);
      try {
        const { status } = response;
        log?.(toLogEntry(request, address, facts, { status, start, now: clock() }));
      } catch {
        // As with `onError`.
      }
      return response;
    };
    const fail = (thrown: unknown): Response => {
      const fault = toFault(thrown, facts.requestId, request.raw);
      facts.code = fault.code;
      return send({ status: fault.status, body: fault.toBody(), headers: fault.headers });
    };
    try {
      const replied = whenReady(limits.ofAddress(address), (draw) => {
        count(draw, "address");
        return reply(count, facts);
      });
      return isPromise(replied) ? replied.then(send).catch(fail) : send(replied);
    } catch (thrown) {
      return fail(thrown);
    }
  }

  function toFault(thrown: unknown, requestId: string, request?: Request): ApiFault {
    if (ApiFault.isInstance(thrown)) return thrown;
    // It has failed because nobody waits for it any more, which is no failure of ours.
    if (request?.signal.aborted)
      return new ApiFault(400, "bad_request", "The connection was closed before the answer.");
    return failure(thrown, requestId);
  }

  function authenticate(
    apiKey: string | undefined,
    connection: object | undefined,
    count: Count,
  ): MaybePromise<string> {
    if (!apiKey) throw unauthenticated();
    const found = whenReady(hashes.of(apiKey, connection), (hash) => store.findKey(hash));
    return whenReady(found, (key) => {
      // One answer for all: whether a key exists is nobody's business.
      if (!key || !isGood(key, clock())) throw unauthenticated();
      const { team } = key;
      return whenReady(limits.ofTeam(team), (draw) => {
        count(draw, "team");
        return team;
      });
    });
  }

  function failure(thrown: unknown, requestId: string): ApiFault {
    const isOutage = StoreUnavailableError.isInstance(thrown);
    try {
      // Every request fails during an outage: one report in a while is enough.
      if (!isOutage || isReportDue()) onError(thrown, requestId);
    } catch {
      // The caller gets an answer, whatever becomes of the report.
    }
    if (isOutage)
      return new ApiFault(503, "service_unavailable", "The database cannot be used now.", {
        "Retry-After": "1",
      });
    return new ApiFault(500, "internal_error", "The API failed.");
  }

  return {
    fetch: (request, context = {}) => hono.fetch(request, context),
    close: async () => await machines.close(),
    refuse: async (refusal, context = {}) =>
      await answer(context, { method: "", path: "" }, () => {
        if (refusal.status === 204) return { status: 204, headers: { Allow: allMethods } };
        if (refusal.status === 500) throw refusal.cause;
        // The contract has no code of its own for most of these.
        throw new ApiFault(refusal.status, "bad_request", refusal.message);
      }),
  };
}

/**
 * Reads the path of a request. The vendor's SDKs turn a base URL with a trailing slash into requests for
 * `//sandboxes`: several slashes at the beginning count as one.
 */
function getPath(request: Request): string {
  const path = readPath(request);
  return path.startsWith("//") ? path.replace(/^\/+/, "/") : path;
}

/** `/sandboxes/{sandbox_id}` is `/sandboxes/:sandbox_id` in Hono. */
function honoPath(path: string): string {
  return path.replaceAll(/\{([^{}]+)\}/g, ":$1");
}

/** Answers what no operation answers. */
function refuseRoute({ path, method }: { path: string; method: string }): Reply {
  const allowed = methodsAt(path);
  if (allowed.length === 0) throw new ApiFault(404, "not_found", `There is nothing at ${path}.`);
  const headers = { Allow: allowed.join(", ") };
  if (method === "OPTIONS") return { status: 204, headers };
  // The contract has no code of its own for this status.
  const message = `${path} does not know ${method}; it knows ${headers.Allow}.`;
  throw new ApiFault(405, "bad_request", message, headers);
}

/** @returns the methods that the spec has for a path, HEAD beside GET; none when it has no such path */
function methodsAt(path: string): string[] {
  const methods = Object.values(operations)
    .filter((operation) => pathPattern(operation.path).test(path))
    .flatMap(({ method }: Operation) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return methods.length === 0 ? [] : [...methods, "OPTIONS"];
}

const allMethods = [
  ...new Set(Object.values(operations).flatMap(({ path }) => methodsAt(path))),
].join(", ");

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{[^{}]+\}/g, "[^/]+")}$`);
}

/** How often an outage of the store is reported, in milliseconds. */
const outageReportMs = 10_000;

/** @returns a function that says whether a report is due, and then counts it as made */
function every(milliseconds: number): () => boolean {
  let reportedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - reportedAt < milliseconds) return false;
    reportedAt = now;
    return true;
  };
}

function unauthenticated(): ApiFault {
  return new ApiFault(401, "auth_failed", "The API key is missing or not valid.");
}

function tooMany({ retryAfterSeconds }: Draw, whose: "address" | "team"): ApiFault {
  const wait = `${retryAfterSeconds} ${retryAfterSeconds === 1 ? "second" : "seconds"}`;
  const message = `Too many requests of this ${whose}. Try again in ${wait}.`;
  return new ApiFault(429, "rate_limited", message);
}

function report(error: unknown, requestId: string): void {
  // oxlint-disable-next-line no-console -- who runs the server hears of it there unless they ask otherwise
  console.error(`Request ${requestId} failed:`, error);
}
