import { describe, expect, it } from "vitest";
import { eventProblem, replyProblem } from "./check-reply.ts";

const sandbox = {
  id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
  name: "demo",
  status: "active",
  vcpu_count: 2,
  memory_mib: 2048,
  created_at: "2026-01-15T09:30:00.125Z",
  metadata: {},
};
const error = { error: { code: "conflict", message: "No." } };

describe("a reply", () => {
  it.each<[id: string | undefined, status: number, body: unknown, problem: string | undefined]>([
    ["listSandboxes", 200, [sandbox], undefined],
    ["getSandbox", 200, { ...sandbox, access_token: "sat_1" }, undefined],
    ["deleteSandbox", 204, undefined, undefined],
    ["pauseSandbox", 409, error, undefined],
    [undefined, 404, error, undefined],
    // The consumer's validators allow these, because the API may grow.
    [
      "listSandboxes",
      200,
      [{ ...sandbox, status: "waiting" }],
      'listSandboxes 200: 0.status must be one of "active", "paused", "resuming", "starting", "pausing", "failed".',
    ],
    [
      "listSandboxes",
      200,
      [{ ...sandbox, owner: "x" }],
      "listSandboxes 200: 0.owner is not declared.",
    ],
    [
      "listSandboxes",
      200,
      [{ ...sandbox, access_token: "x" }],
      "listSandboxes 200: 0.access_token is not declared.",
    ],
    ["pauseSandbox", 409, { error: { code: "odd", message: "" } }, expect.stringContaining("code")],
    ["getHealth", 404, error, "getHealth 404: the spec does not declare this status."],
    ["deleteSandbox", 204, {}, "deleteSandbox 204: the spec declares no JSON body."],
    ["getHealth", 200, undefined, "getHealth 200: the spec declares a body, and there is none."],
    ["getHealth", 200, {}, expect.stringContaining("getHealth 200: status is missing")],
  ])("of %s with status %i and body %j", (id, status, body, problem) => {
    expect(replyProblem(id, status, body)).toEqual(problem);
  });
});

it.each<[data: unknown, problem: string | undefined]>([
  [{ timestamp: "2026-01-15T09:30:00Z", stdout: "a" }, undefined],
  [{ finished: true, error: "No.", code: "gone" }, undefined],
  [{ finished: true, code: "odd" }, expect.stringContaining("code must be one of")],
  [{ stdin: "a" }, "An event of execSandboxStream 200: stdin is not declared."],
])("an event with %j", (data, problem) => {
  expect(eventProblem("execSandboxStream", 200, data)).toEqual(problem);
});
