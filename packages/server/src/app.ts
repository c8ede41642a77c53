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
import { RateLimit, type RateLimits } from "./limits/rate-limit.ts";
import type { Draw } from "./limits/token-buckets.ts";
import { type MaybePromise, isPromise, whenReady } from "./maybe-promise.ts";
import type { Call, Handled } from "./operation-types.ts";
import { readInputs } from "./request/read-inputs.ts";
import { type Reply, respond } from "./response/respond.ts";
import { createDefaultRuntime } from "./runtime/default-runtime.ts";
import type { Runtime } from "./runtime/runtime.ts";
import { Machines } from "./sandboxes/machines.ts";
import { Sandboxes } from "./sandboxes/sandboxes.ts";
import { StoreUnavailableError } from "./store/store-unavailable-error.ts";
import type { Store } from "./store/store.ts";

/** Options for `createApp`. */
export interface AppOptions {
  /** Stores teams, keys and sandboxes. */
  store: Store;
  /**
   * Returns the time in milliseconds since the epoch.
   *
   * @default Date.now
   */
  clock?: () => number;
  /**
   * The rate limits, or whether the documented ones apply. With `false` no request is rejected, and the headers
   * always show a full bucket.
   *
   * @default true
   * @example
   * createApp({ store, rateLimit: { team: { perSecond: 1, burst: 3 } } });
   */
  rateLimit?: boolean | RateLimits;
  /**
   * The maximum number of sandboxes of a team.
   *
   * @default 100
   */
  maxSandboxes?: number;
  /**
   * The templates from which sandboxes can be created. Creating from any other template returns 404, and
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
   * Runs the commands of sandboxes.
   *
   * @default just-bash, on Node with the package `just-bash` installed; see
   * `@sandboxes/server/just-bash`
   */
  runtime?: Runtime;
  /**
   * The version in the response of `GET /health`.
   *
   * @default "0.0.0"
   */
  version?: string;
  /**
   * Called with each error that leads to a 500 response. The response does not show the error.
   *
   * @default writes it to standard error
   */
  onError?: (error: unknown, requestId: string) => void;
  /**
   * Called for each request when its response is ready.
   *
   * @default no log
   * @example
   * createApp({ store, log: (entry) => console.log(JSON.stringify(entry)) });
   */
  log?: (entry: LogEntry) => void;
}

/** The connection of a request. */
export interface RequestContext {
  /** The IP address of the caller. Without it, there is no rate limit by address. */
  address?: string | undefined;
  /** Identifies the connection. Each API key is hashed once per connection. */
  connection?: object | undefined;
  /**
   * The class of responses. A server may have one that it sends faster.
   *
   * @default the global `Response`
   */
  Response?: typeof Response | undefined;
}

/** The API as a function from request to response, for a port, a worker or a test. */
export interface App {
  /** Handles a request. It never throws: an internal error gets a 500 response. */
  fetch(request: Request, context?: RequestContext): Response | Promise<Response>;
  /**
   * Responds to a request that a server rejects before it reaches `fetch`. The response has the same headers,
   * counts against the rate limit, and is logged.
   */
  refuse(refusal: Refusal, context?: RequestContext): Promise<Response>;
  /**
   * Ends all commands with a 503 response and starts no more. The app still handles other requests.
   *
   * @returns when the disks of the sandboxes are saved
   */
  close(): Promise<void>;
  /** Paths of HTML pages. A link on any site may open them. */
  readonly documents?: ReadonlySet<string>;
}

/** The reason why a request did not reach the app. */
export type Refusal =
  | {
      readonly status: 400 | 403 | 408 | 421 | 431 | 501 | 505;
      /** The message in the response. */
      readonly message: string;
    }
  | {
      readonly status: 500;
      /** Passed to `onError`. The response does not show it. */
      readonly cause: unknown;
    }
  /** `OPTIONS *`: the response lists the methods of all operations. */
  | { readonly status: 204 };

type RequestEnvironment = { Bindings: RequestContext };

/** Records the draw of a request from a bucket, and rejects the request if the bucket was empty. */
type Count = (draw: Draw, whose: "address" | "team") => void;

/**
 * Creates the sandboxes API over a store, with the routes of the generated operation table.
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
    // A handler gets the inputs of its own operation. `readInputs` validates them by the same table.
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
   * Responds with the documented headers, also if `reply` throws. If the reply is ready, the response is not
   * a promise, so that a server can write it in the same turn.
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
        // A failing log must not affect the response.
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
    // The caller closed the connection, so this is not an error of the server.
    if (request?.signal.aborted)
      return new ApiFault(400, "bad_request", "The connection was closed before the response.");
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
      // Unknown, revoked and expired keys get the same response, so that it does not reveal whether a key exists.
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
      // During an outage every request fails, so only some failures are reported.
      if (!isOutage || isReportDue()) onError(thrown, requestId);
    } catch {
      // A failing `onError` must not affect the response.
    }
    if (isOutage)
      return new ApiFault(503, "service_unavailable", "The database is unavailable. Try again.", {
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
        // The spec has no error code for most of these.
        throw new ApiFault(refusal.status, "bad_request", refusal.message);
      }),
  };
}

/**
 * Reads the path of a request. Several slashes at the beginning count as one, because the vendor's SDKs send
 * `//sandboxes` for a base URL with a trailing slash.
 */
function getPath(request: Request): string {
  const path = readPath(request);
  return path.startsWith("//") ? path.replace(/^\/+/, "/") : path;
}

/** Converts a path such as `/sandboxes/{sandbox_id}` to the syntax of Hono, `/sandboxes/:sandbox_id`. */
function honoPath(path: string): string {
  return path.replaceAll(/\{([^{}]+)\}/g, ":$1");
}

/** Responds to a request that matches no operation. */
function refuseRoute({ path, method }: { path: string; method: string }): Reply {
  const allowed = methodsAt(path);
  if (allowed.length === 0) throw new ApiFault(404, "not_found", `The API has no path ${path}.`);
  const headers = { Allow: allowed.join(", ") };
  if (method === "OPTIONS") return { status: 204, headers };
  // The spec has no error code for this status.
  const message = `${path} does not allow ${method}. It allows ${headers.Allow}.`;
  throw new ApiFault(405, "bad_request", message, headers);
}

/** @returns the methods of a path in the spec, with HEAD for GET and OPTIONS; empty for an unknown path */
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

/** The minimum time between two reports of an outage of the store, in milliseconds. */
const outageReportMs = 10_000;

/** @returns a function that returns `true` at most once per period */
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
  const message = `Too many requests from this ${whose}. Try again in ${wait}.`;
  return new ApiFault(429, "rate_limited", message);
}

function report(error: unknown, requestId: string): void {
  // oxlint-disable-next-line no-console -- the default of `onError` writes to standard error
  console.error(`Request ${requestId} failed:`, error);
}
