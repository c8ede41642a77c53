import { describe, expect, test } from "vitest";
import { documents, loadContract } from "../../test/generate.ts";
import { createDouble } from "../create-double.ts";
import type { Responder } from "../responders/responder.ts";
import { stateful } from "../responders/stateful.ts";
import {
  type Check,
  type Target,
  compareTargets,
  contractChecks,
  formatReport,
  runChecks,
} from "./index.ts";

const { contract } = await loadContract(documents.library);
const headers = { authorization: "Bearer key" };

const create = async (context: Parameters<Check["run"]>[0]): Promise<string> => {
  const { body } = await context.call("createBook", { body: { title: "A" } });
  const { id } = body as { id: string };
  context.onEnd(async () => await context.call("deleteBook", { path: { bookId: id } }));
  return id;
};
const checks = contractChecks(contract, { items: { bookId: create } });

/** A target behind a responder that may change the responses of `stateful`. */
function targetWith(
  change: (response: Response, request: Request) => Response | Promise<Response> = (response) =>
    response,
): Target & { readonly respond: ReturnType<typeof stateful> } {
  const state = stateful(contract);
  const respond: Responder = async (request, parsed) => {
    // The double only knows that a credential is present, so this target knows its value.
    const wrong = request.headers.get("authorization")?.includes("wrong");
    const unread = wrong ? new Request(request, { headers: {} }) : request;
    const response = await state(
      unread,
      wrong && parsed ? { ...parsed, operation: parsed.operation, headers: new Headers() } : parsed,
    );
    return change(response!, request);
  };
  const double = createDouble({ contract, respond, strict: false });
  return { baseUrl: double.baseUrl, headers, fetch: double.fetch, respond: state };
}

describe("checks that are derived from a contract", () => {
  test("pass on an API that keeps it, and leave nothing behind", async () => {
    const target = targetWith();
    const report = await runChecks({ contract, target, checks });
    const failed = report.results.filter(({ outcome }) => outcome === "fail");
    expect(failed.map(({ name, message }) => `${name}: ${message}`)).toEqual([]);
    expect(report.results.length).toBeGreaterThan(15);
    expect(target.respond.items("/books")).toEqual([]);
    expect(
      report.coverage.find((each) => each.operation === "listBooks" && each.status === "200"),
    ).toMatchObject({
      covered: true,
      fields: ["books", "total", "has_more"],
      missing: expect.arrayContaining(["books.id"]) as string[],
    });
    expect(
      report.coverage.find((each) => each.operation === "getBook" && each.status === "503"),
    ).toMatchObject({ covered: false });
  });

  test.each([
    [
      "accepts a request without credentials",
      "createBook: without credentials",
      (response: Response) =>
        response.status === 401
          ? Response.json({ id: crypto.randomUUID(), title: "A" }, { status: 201 })
          : response,
    ],
    [
      "answers 200 for an unknown item",
      "getBook: an item that does not exist",
      (response: Response) =>
        response.status === 404 ? Response.json({ id: crypto.randomUUID(), title: "A" }) : response,
    ],
    [
      "leaves out a required field",
      "listBooks: succeeds",
      async (response: Response, request: Request) =>
        request.method === "GET" && response.ok ? Response.json({ books: [] }) : response,
    ],
    [
      "accepts an invalid body",
      "createBook: rejects",
      (response: Response, request: Request) =>
        request.method === "POST" && response.status === 400
          ? Response.json({ id: crypto.randomUUID(), title: "A" }, { status: 201 })
          : response,
    ],
  ])("fail on an API that %s", async (_, name, change) => {
    const report = await runChecks({ contract, target: targetWith(change), checks });
    const failed = report.results.filter(({ outcome }) => outcome === "fail");
    expect(failed.some((result) => result.name.startsWith(name))).toBe(true);
  });
});

test("removes what a failing check created, in reverse order, and reports a failing clean-up", async () => {
  const ended: string[] = [];
  const check = (name: string, fails: boolean): Check => ({
    name,
    cites: "nothing",
    async run(context) {
      context.onEnd(async () => void ended.push("first"));
      context.onEnd(async () => {
        ended.push("second");
        if (!fails) throw new Error("cannot be removed");
      });
      if (fails) context.require(false, "wrong");
    },
  });
  const { results } = await runChecks({
    contract,
    target: targetWith(),
    checks: [check("a", true), check("b", false)],
  });
  expect(ended).toEqual(["second", "first", "second", "first"]);
  expect(results.map(({ message }) => message)).toEqual(["wrong", "cannot be removed"]);
});

describe("a report", async () => {
  const list: Check[] = [
    { name: "good", cites: "a", run: async (context) => void (await context.call("listBooks")) },
    {
      name: "bad <1>",
      cites: 'says "b"',
      run: async (context) => context.require(false, "no & no"),
    },
    { name: "unknown", cites: "c", run: async (context) => context.skip("no way to know") },
  ];
  const report = await runChecks({ contract, target: targetWith(), checks: list });

  test("as text names what failed, what it cites and what was not covered", () => {
    const text = formatReport(report, "text");
    expect(text).toContain('✓ good\n✗ bad <1>\n    no & no\n    checks: says "b"\n– unknown');
    expect(text).toContain("not covered: getBook 200, 404, 429, 503");
    expect(text).toMatch(/1 passed, 1 failed, 1 not checked$/);
  });

  test("as JSON has no bodies", () => {
    const parsed = JSON.parse(formatReport(report, "json")) as { results: object[] };
    expect(parsed.results[0]).toMatchObject({ name: "good", outcome: "pass", requests: 1 });
    expect(parsed.results[0]).not.toHaveProperty("exchanges");
  });

  test("as JUnit is well-formed", () => {
    const xml = formatReport(report, "junit");
    expect(xml).toContain('tests="3" failures="1" skipped="1"');
    expect(xml).toContain('<testcase classname="conformance" name="bad &lt;1&gt;"');
    expect(xml).toContain('<failure message="no &amp; no">');
  });
});

test("compares two targets and names each difference once", async () => {
  const same = await compareTargets(contract, targetWith(), targetWith(), checks);
  expect(same).toEqual([]);
  const other = targetWith(async (response, request) =>
    request.method === "GET" && response.ok && request.url.endsWith("/books")
      ? Response.json({
          ...((await response.json()) as object),
          total: 1,
          books: [{ id: crypto.randomUUID(), title: "A", pages: 1 }],
        })
      : response,
  );
  const found = await compareTargets(contract, targetWith(), other, checks);
  expect(found).toEqual([
    { difference: "listBooks 200: books is empty and list", checks: ["listBooks: succeeds"] },
    {
      difference: "listBooks 200: books[].id is missing and string",
      checks: ["listBooks: succeeds"],
    },
    {
      difference: "listBooks 200: books[].title is missing and string",
      checks: ["listBooks: succeeds"],
    },
    {
      difference: "listBooks 200: books[].pages is missing and number",
      checks: ["listBooks: succeeds"],
    },
  ]);
});
