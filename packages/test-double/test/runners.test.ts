import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const require = createRequire(import.meta.url);
const here = (name: string): string => fileURLToPath(new URL(`runners/${name}`, import.meta.url));

/** Runs Node. @returns its exit code and all of its output */
async function run(...args: readonly string[]): Promise<{ code: number; output: string }> {
  // A run of `node --test` inside Vitest must not take this process for its parent.
  const { NODE_TEST_CONTEXT: _, VITEST: __, JEST_WORKER_ID: ___, ...env } = process.env;
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--conditions=@sandboxes/source", ...args],
    {
      env: { ...env, NO_COLOR: "1", FORCE_COLOR: "0", NODE_OPTIONS: "" },
    },
  );
  let output = "";
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (output += String(chunk)));
  const code = await new Promise<number>((resolve) => child.once("close", resolve));
  return { code, output };
}

const differences = [
  "getPet was not called like this. The call differs in:",
  'path.petId: expected "8", received "7"',
  "body.name: must be a string, received 5",
];

test("works in node:test, and a failing assertion shows the difference", async () => {
  const { code, output } = await run("--test", here("node-test.fixture.ts"));
  expect(output).toMatch(/pass 1$/m);
  expect(output).toMatch(/fail 2$/m);
  for (const line of differences) expect(output).toContain(line);
  expect(code).toBe(1);
});

test("works in Jest with its fake timers, and a failing matcher shows the difference", async () => {
  const jest = require.resolve("jest/bin/jest");
  const { code, output } = await run(
    "--experimental-vm-modules",
    jest,
    "--config",
    here("jest.config.json"),
  );
  expect(output).toContain("Tests:       2 failed, 2 passed, 4 total");
  for (const line of differences) expect(output).toContain(line);
  expect(code).toBe(1);
});
