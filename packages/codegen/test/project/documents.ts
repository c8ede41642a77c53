import { createRequire } from "node:module";
import type { ProblemCode } from "../../src/document/problems/problem-codes.ts";

const require = createRequire(import.meta.url);

/** A public description that nobody here wrote. */
export interface PublicDocument {
  name: string;
  /** The properties in which it differs from the others. */
  kind: string;
  spec: string;
  /** The codes of the warnings about it. */
  warnings: readonly ProblemCode[];
}

/** All but the first are small enough to be generated in a second or two. */
export const documents: readonly PublicDocument[] = [
  {
    name: "GitHub",
    kind: "3.0, large, unions, recursive",
    spec: require.resolve("@octokit/openapi/generated/api.github.com.json"),
    warnings: ["invalid-example"],
  },
  {
    name: "GitBook",
    kind: "3.1, large, recursive, discriminated",
    spec: require.resolve("@gitbook/api/spec/openapi.json"),
    warnings: ["invalid-enum"],
  },
  {
    name: "Figma",
    kind: "3.1, YAML, discriminated, recursive",
    spec: require.resolve("@figma/rest-api-spec/openapi/openapi.yaml"),
    warnings: [],
  },
  {
    name: "Mojaloop FSPIOP",
    kind: "3.0, a file for each object",
    spec: require.resolve("@mojaloop/api-snippets/fspiop/v2_0_ISO20022/openapi3/openapi.yaml"),
    warnings: ["invalid-example"],
  },
  {
    name: "Mojaloop Thirdparty",
    kind: "3.0, files that refer to files of another API",
    spec: require.resolve("@mojaloop/api-snippets/thirdparty/v1_0/openapi3/openapi.yaml"),
    warnings: ["invalid-example"],
  },
  {
    name: "Mojaloop SDK",
    kind: "3.0, names that differ in case only",
    spec: require.resolve("@mojaloop/api-snippets/sdk-scheme-adapter/v2_1_0/backend/openapi.yaml"),
    warnings: ["duplicate-schema-name", "undeclared-path-parameter"],
  },
  {
    name: "Mojaloop snippets",
    kind: "3.0, bundled, refers into its own paths",
    spec: require.resolve("@mojaloop/api-snippets/docs/thirdparty-openapi3-snippets.yaml"),
    warnings: ["invalid-example"],
  },
  {
    name: "Scalar Galaxy",
    kind: "3.1, `$id`, `$dynamicRef`, webhooks",
    spec: require.resolve("@scalar/galaxy/3.1.yaml"),
    warnings: ["unsupported-keyword"],
  },
  {
    name: "ReadMe",
    kind: "3.1, words of 3.0",
    spec: require.resolve("@readme/oas-examples/3.1/json/readme.json"),
    warnings: ["wrong-version"],
  },
  {
    name: "Train Travel",
    kind: "3.1, links, webhooks",
    spec: require.resolve("@readme/oas-examples/3.1/json/train-travel.json"),
    warnings: ["invalid-example", "unsupported-keyword"],
  },
  {
    name: "Star Trek",
    kind: "3.0, recursive",
    spec: require.resolve("@readme/oas-examples/3.0/json/star-trek.json"),
    warnings: [],
  },
  {
    name: "Discriminators",
    kind: "3.0, discriminators of every kind",
    spec: require.resolve("@readme/oas-examples/3.0/json/discriminators.json"),
    warnings: [],
  },
  {
    name: "Circular paths",
    kind: "3.0, refers into its own paths",
    spec: require.resolve("@readme/oas-examples/3.0/json/circular-paths.json"),
    warnings: [],
  },
];
