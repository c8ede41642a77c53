// The main job: generates from the spec, starts the API on a free port, and calls it through the
// generated client.
import { join } from "node:path";
import { main as codegen } from "@sandboxes/codegen/cli";
import { repository } from "./repository.ts";

const config = join(repository, "packages/schema/codegen.config.ts");
const generated = await codegen(["generate", "--config", config], {
  out: (text) => console.log(`spec/openapi.yaml: ${text}`),
  err: (text) => console.error(text),
});

if (generated === 0) {
  // Only now, since it stands on what has just been generated.
  const { showApi } = await import("./demo/show-api.ts");
  await showApi().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
} else {
  process.exitCode = generated;
}
