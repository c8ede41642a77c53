import { describe, expect, test } from "vitest";
import { ApiError } from "./errors/api-error.ts";
import { ConnectionError } from "./errors/connection-error.ts";
import { ResponseError } from "./errors/response-error.ts";
import { TimeoutError } from "./errors/timeout-error.ts";
import type { Answer } from "./exchange.ts";
import { askedDelay } from "./retry-delay.ts";

const now = Date.UTC(1994, 10, 6, 8, 49, 30);
/** Must not be sent again. */
const no = Number.NaN;
const date = "Sun, 06 Nov 1994 08:49:37 GMT";

function answer(status: number, headers: Record<string, string> = {}, message = "m"): Answer {
  return {
    error: { error: { code: "c", message } },
    response: new Response(null, { status, headers }),
  };
}

/** [what it was answered with, the wait when it is idempotent, and when it is not] */
test.each<[Answer, number, number]>([
  [answer(400), no, no],
  [answer(401), no, no],
  [answer(404, { "Retry-After": "1" }), no, no],
  [answer(408), 0, no],
  [answer(409), no, no],
  [answer(409, {}, "The sandbox is paused, and a command needs it active."), no, no],
  [answer(409, {}, "The sandbox is resuming: try again shortly."), 0, 0],
  [answer(410), no, no],
  [answer(429), 0, 0],
  [answer(429, { "Retry-After": "3" }), 3000, 3000],
  [answer(429, { "Retry-After": date }), 7000, 7000],
  [answer(429, { "RateLimit-Reset": "2" }), 2000, 2000],
  [answer(429, { "Retry-After": "3", "RateLimit-Reset": "2" }), 3000, 3000],
  [answer(429, { "Retry-After": "soon" }), 0, 0],
  [answer(500), 0, no],
  [answer(500, { "RateLimit-Reset": "2" }), 0, no],
  [answer(502), 0, no],
  [answer(503), 0, no],
  [answer(503, { "RateLimit-Reset": "2" }), 0, no],
  [answer(503, { "Retry-After": "4" }), 4000, 4000],
  [answer(503, { "Retry-After": date }), 7000, 7000],
  [answer(504, { "Retry-After": "4" }), 4000, no],
])("%o: idempotent %j, otherwise %j", (given, idempotent, otherwise) => {
  expect(askedDelay({ idempotent: true }, given, undefined, now)).toBe(idempotent);
  expect(askedDelay({ idempotent: false }, given, undefined, now)).toBe(otherwise);
});

const response = new Response();
const by = (code: string, message = "c"): Error =>
  new ConnectionError("m", undefined, {
    cause: new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) }),
  });
const circle = new ConnectionError("m");
circle.cause = circle;

describe("without an answer", () => {
  test.each<[string, unknown, number, number]>([
    ["a connection that broke", by("ECONNRESET"), 0, no],
    ["a certificate that is not good", by("DEPTH_ZERO_SELF_SIGNED_CERT"), 0, no],
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
    ["a time that is over", new TimeoutError("m"), 0, no],
    [
      "a body that broke off",
      new ResponseError({ message: "m", response, body: "", cause: new Error("reset") }),
      0,
      no,
    ],
    [
      "a body that is not what it should be",
      new ResponseError({ message: "m", response, body: "" }),
      no,
      no,
    ],
    ["an error of a plugin", new Error("m"), no, no],
    ["another error of the package", new ApiError({ message: "m", code: "c", response }), no, no],
    ["a reason that is no error", "no", no, no],
    ["no reason", undefined, no, no],
  ])("%s", (_, error, idempotent, otherwise) => {
    expect(askedDelay({ idempotent: true }, undefined, error, now)).toBe(idempotent);
    expect(askedDelay({ idempotent: false }, undefined, error, now)).toBe(otherwise);
  });
});
