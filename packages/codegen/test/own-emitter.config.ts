import type { Api, Config } from "@sandboxes/codegen";

/** Writes `export const routes = { listPets: "GET /pets", … }`. */
function emitRoutes(api: Api): string {
  const lines = api.operations.map(({ id, method, path }) => {
    return `  ${JSON.stringify(id)}: "${method.toUpperCase()} ${path}",\n`;
  });
  return `export const routes = {\n${lines.join("")}} as const;\n`;
}

const config: Config = {
  specs: [
    {
      spec: "openapi.yaml",
      out: "src",
      artifacts: ["types", { name: "routes", file: "routes.ts", emit: emitRoutes }],
    },
  ],
};
export default config;
