import type { Config } from "@sandboxes/codegen";

const config: Config = {
  specs: [
    {
      spec: import.meta.resolve("@sandboxes/spec/openapi.yaml"),
      out: "src",
      artifacts: [
        {
          name: "client",
          types: "@sandboxes/schema",
          environment: {
            baseUrl: "SUPERSERVE_BASE_URL",
            credentials: { apiKey: "SUPERSERVE_API_KEY" },
          },
        },
      ],
    },
  ],
};

export default config;
