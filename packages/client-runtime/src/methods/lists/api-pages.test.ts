import { expect, test } from "vitest";
import { createApiClient } from "../../create-api-client.ts";
import { operation } from "../../fixtures/operation.ts";
import { anyErrors } from "../../response/error-fields.ts";
import { type ApiPages, linkPages, urlPages } from "./api-pages.ts";
import type { MakeResult } from "../../operation.ts";

/** Lists the items of pages that name the next one by each of these URLs. */
async function list(
  result: MakeResult,
  next: readonly string[],
): Promise<{ items: unknown[]; urls: string[]; error: unknown }> {
  const urls: string[] = [];
  const { methods } = createApiClient(
    {
      server: "https://api.example/v1",
      operations: [operation({ result })],
      errors: anyErrors,
    },
    {
      fetch: (url) => {
        urls.push(url);
        const link = next[urls.length - 1];
        return Response.json(
          { items: [urls.length], next: link },
          link === undefined ? {} : { headers: { link: `<${link}>; rel="next"` } },
        );
      },
    },
  );
  const { things } = methods as { things: { list(): ApiPages<unknown, unknown> } };
  const items: unknown[] = [];
  try {
    for await (const item of things.list()) items.push(item);
  } catch (error) {
    return { items, urls, error };
  }
  return { items, urls, error: undefined };
}

const kinds = [
  ["body", urlPages(["items"], ["next"])],
  ["header Link", linkPages(["items"])],
] as const;

test.each(kinds)("follows URLs in the %s", async (_, result) => {
  const first = "https://api.example/v1/things";
  expect(await list(result, ["/v1/things?page=2", `${first}?page=3`])).toEqual({
    items: [1, 2, 3],
    urls: [first, `${first}?page=2`, `${first}?page=3`],
    error: undefined,
  });
});

test.each(kinds)("stops at a page that names itself in the %s", async (_, result) => {
  const { items } = await list(result, ["/v1/things?page=2", "/v1/things?page=2", "/v1/things"]);
  expect(items).toEqual([1, 2]);
});

test.each(kinds)("does not follow a URL of another origin in the %s", async (_, result) => {
  const { items, urls, error } = await list(result, ["https://other.example/v1/things"]);
  expect([items, urls.length]).toEqual([[1], 1]);
  expect(error).toEqual(
    new TypeError("The next page is on another origin: https://other.example."),
  );
});
