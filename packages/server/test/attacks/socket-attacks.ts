import { listen } from "@sandboxes/server/node";
import { fixture } from "../fixture.ts";
import { exchange } from "../http/exchange.ts";
import type { Attack } from "./attack.ts";

/** Bytes sent over a raw socket, and the only status that is right. */
const cases: readonly (readonly [name: string, request: string, status: number])[] = [
  ["bytes that are not HTTP", "\x16\x03\x01\x02\x00\x01\r\n\r\n", 400],
  ["a header without a name", "GET /health HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n", 400],
  [
    "headers of 70,000 bytes",
    `GET /health HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(70_000)}\r\n\r\n`,
    431,
  ],
];

/** Malformed requests over raw sockets. */
export const socketAttacks: readonly Attack[] = cases.map(([name, request, wanted]) => ({
  name,
  run: async () => {
    const { app } = await fixture();
    await using server = await listen(app);
    const { status } = await exchange(server.port, { pieces: [request] });
    const health = await fetch(`${server.url}/health`);
    return {
      withstood: status === wanted && health.status === 200,
      figure: `${status}, and /health ${health.status}`,
    };
  },
}));
