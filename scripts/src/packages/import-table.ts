/** The packages of this repository that one package may import, by folder name. */
export interface Imports {
  /** Whether the package depends on the sandboxes API. All others work for any API. */
  readonly knowsSandboxes: boolean;
  /** A short description for the picture in the README. */
  readonly purpose: string;
  readonly imports: readonly string[];
  /** Packages from which it may import only types. */
  readonly typeImports?: readonly string[];
  /** Packages that only its tests may import. Every test may also import the spec. */
  readonly testImports?: readonly string[];
  /** Packages that its build runs. */
  readonly buildImports?: readonly string[];
  /** Packages that it does not import, but that users must combine with it in the same version. */
  readonly versionPeers?: readonly string[];
}

/**
 * Lists for each package which others it may import. The linter checks the imports,
 * `pnpm lint:packages` the dependencies in the manifests.
 */
export const importTable: Readonly<Record<string, Imports>> = {
  codegen: { knowsSandboxes: false, purpose: "generates code from OpenAPI", imports: [] },
  "client-runtime": {
    knowsSandboxes: false,
    purpose: "sends requests, reads responses",
    imports: [],
    testImports: ["codegen"],
  },
  "test-double": {
    knowsSandboxes: false,
    purpose: "a fake API for tests",
    imports: [],
    typeImports: ["client-runtime"],
    testImports: ["client-runtime", "codegen"],
  },
  "openapi-diff": {
    knowsSandboxes: false,
    purpose: "compares OpenAPI documents",
    imports: ["codegen"],
  },

  schema: {
    knowsSandboxes: true,
    purpose: "generated types",
    imports: [],
    buildImports: ["codegen"],
  },
  client: {
    knowsSandboxes: true,
    purpose: "calls the API",
    imports: ["client-runtime", "schema"],
    testImports: ["test-utils"],
    buildImports: ["codegen"],
  },
  server: { knowsSandboxes: true, purpose: "implements the API", imports: ["schema"] },
  "test-utils": {
    knowsSandboxes: true,
    purpose: "runs the server in a test",
    imports: ["test-double", "server", "schema"],
    versionPeers: ["client"],
  },
  cli: {
    knowsSandboxes: true,
    purpose: "the command line",
    imports: ["client", "server", "test-utils", "openapi-diff", "codegen"],
  },
};

/**
 * Packages that a user combines. They always have the same version, so that users can see which
 * belong together. See decisions/0011-versions.md.
 */
export const sameVersion: readonly string[] = [
  "schema",
  "client-runtime",
  "client",
  "server",
  "test-utils",
  "codegen",
  "test-double",
];
