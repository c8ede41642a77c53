import type { Config } from "@sandboxes/codegen";

const config: Config = {
  specs: [
    {
      spec: import.meta.resolve("@sandboxes/spec/openapi.yaml"),
      out: "src",
      artifacts: [
        "types",
        "index",
        "operations",
        "schemas",
        "validators",
        "producer-validators",
        "examples",
        "document",
        "contract",
      ],
    },
  ],
};

export default config;
