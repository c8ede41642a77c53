// A server in a separate process, for tests that kill it: `serve.ts <database>`.
import { startServer } from "@sandboxes/server/start";
import { createStubRuntime } from "../http/stub-runtime.ts";

const [database = ""] = process.argv.slice(2);
const { url, firstKey } = await startServer({
  database,
  rateLimit: false,
  maxSandboxes: 1000,
  resumeMs: 1,
  runtime: createStubRuntime(),
});
process.stdout.write(`${JSON.stringify({ url, firstKey })}\n`);
// The parent process has exited.
process.stdin.on("close", () => process.exit()).resume();
