// Runs `npm start`: generates from the spec, starts the API on a free port, and calls it with the
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
  // Load it only now, because it uses the files that were just generated.
  const { showApi } = await import("./demo/show-api.ts");
  await showApi().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
} else {
  process.exitCode = generated;
}
