import { describe, expect, test } from "vitest";
import { ApiError } from "../errors/api-error.ts";
import { ConnectionError } from "../errors/connection-error.ts";
import { MissingCredentialError } from "../errors/missing-credential-error.ts";
import { ResponseError } from "../errors/response-error.ts";
import { TimeoutError } from "../errors/timeout-error.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { type Failure, type RetryDecision, decideRetry } from "./retry-policy.ts";

const now = Date.UTC(1994, 10, 6, 8, 49, 30);
const date = "Sun, 06 Nov 1994 08:49:37 GMT";
const no = "no retry";

/** Decides without backoff, so that the wait is what the response asks for. */
function decide(
  failure: Partial<Failure>,
  limits: object = {},
  { random = 0, timeLeft = Infinity, size = 20 } = {},
): number | typeof no {
  const decision: RetryDecision = decideRetry(
    {
      number: 1,
      idempotent: true,
      isRepeatable: true,
      isFinal: false,
      isTransientConflict: false,
      ...failure,
    },
    {
      limits: { maxRetries: 3, retryDelay: 500, maxRetryDelay: 60_000, ...limits },
      timeLeft,
      now,
      random: () => random,
      budget: createRetryBudget(size),
    },
  );
  return decision.retry ? decision.wait : no;
}

type Wait = number | typeof no;
const response = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });

/** [response, the wait of an idempotent operation, the wait of another one] */
test.each<[number, Record<string, string>, Wait, Wait]>([
  [400, {}, no, no],
  [401, {}, no, no],
  [404, { "Retry-After": "1" }, no, no],
  [408, {}, 0, no],
  [409, {}, no, no],
  [410, {}, no, no],
  [429, {}, 0, 0],
  [429, { "Retry-After": "3" }, 3000, 3000],
  [429, { "Retry-After": date }, 7000, 7000],
  [429, { "RateLimit-Reset": "2" }, 2000, 2000],
  [429, { "Retry-After": "3", "RateLimit-Reset": "2" }, 3000, 3000],
  [429, { "Retry-After": "soon" }, 0, 0],
  [500, {}, 0, no],
  [500, { "RateLimit-Reset": "2" }, 0, no],
  [502, {}, 0, no],
  [503, {}, 0, no],
  [503, { "RateLimit-Reset": "2" }, 0, no],
  [503, { "Retry-After": "4" }, 4000, 4000],
  [503, { "Retry-After": date }, 7000, 7000],
  [504, { "Retry-After": "4" }, 4000, no],
])("%i with %j: idempotent %j, otherwise %j", (status, headers, idempotent, otherwise) => {
  expect(decide({ response: response(status, headers) })).toBe(idempotent);
  expect(decide({ response: response(status, headers), idempotent: false })).toBe(otherwise);
});

test.each<[string, Partial<Failure>, Wait]>([
  ["a 409 while its state passes", { response: response(409), isTransientConflict: true }, 0],
  ["a code that is final, whatever the status", { response: response(429), isFinal: true }, no],
  ["a stream that was sent", { response: response(429), isRepeatable: false }, no],
])("%s", (_, failure, wanted) => {
  expect(decide({ ...failure, idempotent: false })).toBe(wanted);
});

describe("the wait", () => {
  test.each([1, 2, 3])("before retry %i is a random part of a doubled backoff", (number) => {
    const failure = { response: response(500), number };
    expect(decide(failure, {}, { random: 0.5 })).toBe(250 * 2 ** (number - 1));
  });

  test.each<[string, object, object, Wait]>([
    ["is limited", { maxRetryDelay: 100 }, { random: 1 }, 100],
    ["is added to what the server asks for", {}, { random: 0.5 }, 250],
    ["must end before the deadline", {}, { random: 1, timeLeft: 500 }, no],
    ["may end just before the deadline", {}, { random: 1, timeLeft: 501 }, 500],
    ["is none without a retry left", { maxRetries: 0 }, {}, no],
    ["is none without a budget", {}, { size: 0 }, no],
  ])("%s", (_, limits, situation, wanted) => {
    expect(decide({ response: response(500) }, limits, situation)).toBe(wanted);
  });

  test("is refused if the server asks for more than the limit", () => {
    const failure = { response: response(503, { "Retry-After": "3" }) };
    expect(decide(failure, { maxRetryDelay: 2999 })).toBe(no);
    expect(decide(failure, { maxRetryDelay: 3000 })).toBe(3000);
  });

  test("that the server asks for takes nothing from the budget", () => {
    expect(decide({ response: response(429) }, {}, { size: 0 })).toBe(0);
  });
});

const by = (code: string, message = "c"): Error =>
  new ConnectionError("m", undefined, {
    cause: new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) }),
  });
const circle = new ConnectionError("m");
circle.cause = circle;

test.each<[string, unknown, Wait, Wait]>([
  ["a connection that broke", by("ECONNRESET"), 0, no],
  ["a certificate that is not valid", by("DEPTH_ZERO_SELF_SIGNED_CERT"), 0, no],
  ["a connection that was refused", by("ECONNREFUSED"), 0, 0],
  ["a connection that takes too long", by("UND_ERR_CONNECT_TIMEOUT"), 0, 0],
  ["a host out of reach", by("EHOSTUNREACH", "connect EHOSTUNREACH 10.0.0.1:80"), 0, 0],
  ["a network out of reach", by("ENETUNREACH", "connect ENETUNREACH 10.0.0.1:80"), 0, 0],
  ["a connection that was lost, in other words", by("LOST", "disconnect event"), 0, no],
  ["a host out of reach by now", by("EHOSTUNREACH", "read EHOSTUNREACH"), 0, no],
  ["a name that is not known", by("ENOTFOUND"), 0, 0],
  ["a name that cannot be looked up now", by("EAI_AGAIN"), 0, 0],
  ["a connection that Bun says was refused", by("ConnectionRefused"), 0, 0],
  ["a cause without a cause", new ConnectionError("m", undefined, { cause: "no" }), 0, no],
  ["a cause in a circle", circle, 0, no],
  ["a timeout", new TimeoutError("m"), 0, no],
  ["a missing credential", new MissingCredentialError("m", "h", { cause: 1 }), no, no],
  [
    "a body that broke off",
    new ResponseError({ message: "m", response: response(200), body: "", cause: new Error("c") }),
    0,
    no,
  ],
  [
    "a body that breaks the contract",
    new ResponseError({ message: "m", response: response(200), body: "" }),
    no,
    no,
  ],
  ["an error of a plugin", new Error("m"), no, no],
  ["an API error", new ApiError({ message: "m", code: "c", response: response(400) }), no, no],
  ["a reason that is no error", "no", no, no],
  ["no reason", undefined, no, no],
])("without a response, after %s", (_, error, idempotent, otherwise) => {
  expect(decide({ error })).toBe(idempotent);
  expect(decide({ error, idempotent: false })).toBe(otherwise);
});
