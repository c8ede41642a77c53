import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "@sandboxes/client";
import { createTestApi } from "@sandboxes/test-utils";
import { called } from "@sandboxes/test-utils/matchers";
import { runTests } from "./run-tests.js";

const repository = "https://git.example/app";

for (const [exitCode, passed] of [
  [0, true],
  [1, false],
]) {
  test(`exit code ${exitCode} means ${passed}`, async () => {
    const api = await createTestApi();
    api.onExec(/npm test$/, { exitCode });
    assert.equal(await runTests(createClient(api), repository), passed);
    called(api, "execSandbox", { body: { env: { REPOSITORY: repository } }, times: 1 });
    api.verifyCleanup();
  });
}

test("deletes the sandbox if the command fails", async () => {
  const api = await createTestApi();
  api.fail("execSandbox", { status: 503 });
  await assert.rejects(runTests(createClient(api), repository), { status: 503 });
  api.verifyCleanup();
});
