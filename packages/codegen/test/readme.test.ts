import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { tolerableCodes } from "../src/document/problems/problem-codes.ts";
import { resolveTargets } from "../src/config/resolve-targets.ts";
import { folder, openapi } from "./project/folder.ts";
import example from "./own-emitter.config.ts";

const home = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(join(home, "README.md"), "utf8");
const config = readFileSync(join(home, "test/own-emitter.config.ts"), "utf8");

it("has the emitter that is compiled and run here", () => {
  expect(readme).toContain(`\`\`\`ts\n// codegen.config.ts\n${config}\`\`\``);
  expect(config.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
});

it("runs it", () => {
  expect(resolveTargets(example)).toMatchObject([{ artifacts: [{}, { file: "routes.ts" }] }]);
  const spec = openapi(
    '  /pets:\n    get: { operationId: listPets, responses: { "200": { description: All } } }\n    post: { operationId: make-pet, responses: { "201": { description: Made } } }',
  );
  const base = folder({ "openapi.yaml": spec, "codegen.config.ts": config });
  mkdirSync(join(base, "node_modules/@sandboxes"), { recursive: true });
  symlinkSync(home, join(base, "node_modules/@sandboxes/codegen"));
  const bin = join(home, "bin/sandboxes-codegen.js");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@sandboxes/source", bin, "generate"],
    { cwd: base, encoding: "utf8" },
  );
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: "wrote src/types.gen.ts\nwrote src/routes.ts\nTest 1 has 2 operations of 1 resource.\n",
    stderr: "",
  });
  expect(readFileSync(join(base, "src/routes.ts"), "utf8")).toMatch(
    /\n\nexport const routes = {\n  "listPets": "GET \/pets",\n  "make-pet": "POST \/pets",\n} as const;\n$/,
  );
});

it("knows every problem that can be tolerated", () => {
  for (const code of tolerableCodes) expect(readme).toContain(`\`${code}\``);
});
