// The smallest Hono server. It is JavaScript, so that its start includes no compiler.
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono().get("/", (context) => context.text("Hello World"));
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});
