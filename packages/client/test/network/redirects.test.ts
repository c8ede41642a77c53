import { ResponseError, createClient } from "@sandboxes/client";
import { expect, test } from "vitest";
import { json, serve } from "../serve.ts";

const apiKey = "sk_test_0123456789";

test.each([301, 302, 303, 307, 308])(
  "the key does not follow a redirect (%i) to another origin",
  async (status) => {
    const other = await serve(json([]));
    const location = `${other.baseUrl}/sandboxes`;
    const { baseUrl, requests } = await serve((_, response) =>
      response.writeHead(status, { Location: location }).end(),
    );

    // What this guards against: fetch itself sends the key on.
    await fetch(`${baseUrl}/sandboxes`, { headers: { "X-API-Key": apiKey } });
    expect(other.requests.map(({ headers }) => headers["x-api-key"])).toEqual([apiKey]);

    const client = createClient({ apiKey, baseUrl });
    const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResponseError);
    const message = `GET /sandboxes: status ${status}, but it is a redirect to ${location}.`;
    expect(error).toMatchObject({ status, message });

    await expect(client.request.GET("/sandboxes")).rejects.toBeInstanceOf(ResponseError);

    expect(requests).toHaveLength(3);
    expect(other.requests).toHaveLength(1);
  },
);

test("what a browser shows of a redirect is one too", async () => {
  const opaque = Object.defineProperties(new Response(null), {
    status: { value: 0 },
    ok: { value: false },
    type: { value: "opaqueredirect" },
  });
  const client = createClient({ apiKey, fetch: () => opaque });
  await expect(client.sandboxes.list()).rejects.toThrow("it is a redirect");
});
