import { createTeam, type LogEntry } from "@sandboxes/server";
import { expect, it } from "vitest";
import { fixture, noon } from "./fixture.ts";

it("logs each request with the ID from the response, and no secret", async () => {
  const entries: LogEntry[] = [];
  const { get, apiKey, team, store } = await fixture({ log: (entry) => entries.push(entry) });
  await createTeam(store);
  const secret = "hunter2";
  const answers = [
    await get(`/sandboxes?metadata.password=${secret}`, apiKey, "10.0.0.1"),
    await get("/sandboxes", secret),
    await get(`/${"x".repeat(300)}?${secret}`, null),
  ];
  const time = new Date(noon).toISOString();
  const milliseconds = expect.any(Number) as number;
  const request = { time, method: "GET", milliseconds };
  expect(entries).toEqual([
    {
      ...request,
      requestId: answers[0]!.headers.get("X-Request-Id"),
      path: "/sandboxes",
      status: 200,
      operation: "listSandboxes",
      team: team.id,
      address: "10.0.0.1",
    },
    {
      ...request,
      requestId: answers[1]!.headers.get("X-Request-Id"),
      path: "/sandboxes",
      status: 401,
      operation: "listSandboxes",
      code: "auth_failed",
    },
    {
      ...request,
      requestId: answers[2]!.headers.get("X-Request-Id"),
      path: `/${"x".repeat(199)}`,
      status: 404,
      code: "not_found",
    },
  ]);
  for (const text of [secret, apiKey]) expect(JSON.stringify(entries)).not.toContain(text);
});

it("responds even if its log fails", async () => {
  const { get } = await fixture({
    log: () => {
      throw new Error("no disk");
    },
  });
  expect((await get("/health")).status).toBe(200);
});
