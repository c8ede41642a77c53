import type { Config } from "@sandboxes/codegen";

const config: Config = {
  specs: [{ spec: import.meta.resolve("@sandboxes/spec/openapi.yaml"), out: "src" }],
};

export default config;
