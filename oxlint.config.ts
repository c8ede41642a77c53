import { defineConfig, type OxlintOverride } from "oxlint";

/** Who may import whom, among the packages of this repository. Nothing else is allowed. */
const mayImport: Record<string, readonly string[]> = {
  codegen: [],
  schema: [],
  client: ["schema"],
  server: ["schema"],
  "test-utils": ["server", "schema"],
  "openapi-diff": ["codegen"],
  cli: ["client", "server", "openapi-diff"],
};
/** What tests may import besides: these, their own package by its public name, and the spec. */
const testsMayImport: Record<string, readonly string[]> = {
  client: ["test-utils"],
  cli: ["test-utils"],
};

/** Names that say nothing of what is inside. */
const emptyNames = {
  regex: String.raw`^\.{1,2}/(.*/)?(utils?|shared|common|core|helpers?|misc)(/|\.[a-z]+$)`,
  message: "Name the file for what it does: no utils, shared, common, core, helpers, misc.",
};

function importsOf(room: string, files: string[], allowed: readonly string[]): OxlintOverride {
  const others = {
    group: ["@sandboxes/*", ...allowed.map((name) => `!@sandboxes/${name}`)],
    message: `${room} may import ${allowed.join(", ") || "no package of this repository"}. See oxlint.config.ts.`,
  };
  return {
    files,
    rules: { "no-restricted-imports": ["error", { patterns: [emptyNames, others] }] },
  };
}

const rooms = Object.entries(mayImport).flatMap(([room, allowed]) => {
  const folder = `packages/${room}`;
  const tests = [`${folder}/**/*.test.ts`, `${folder}/**/*.test-d.ts`, `${folder}/test/**`];
  return [
    // By its own name, one export of a package takes from another what is to be there once.
    importsOf(room, [`${folder}/src/**`], [...allowed, room]),
    importsOf(`a test of ${room}`, tests, [
      ...allowed,
      ...(testsMayImport[room] ?? []),
      room,
      "spec",
    ]),
  ];
});

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "promise", "vitest"],
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  categories: { correctness: "error", suspicious: "error" },
  rules: {
    "max-lines": ["error", { max: 400 }],
    "no-console": "error",
    "no-restricted-imports": ["error", { patterns: [emptyNames] }],
    "no-var": "error",
    "prefer-const": "error",
    eqeqeq: ["error", "always", { null: "ignore" }],
    // A name that the types know: the rule sees it or not, as the package is built or not.
    "import/namespace": ["error", { allowComputed: true }],
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "oxc/no-barrel-file": ["error", { threshold: 0 }],
    "typescript/ban-ts-comment": ["error", { "ts-expect-error": "allow-with-description" }],
    "typescript/consistent-type-imports": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-namespace": "error",
    "typescript/only-throw-error": "error",
    "typescript/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true },
    ],
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "unicorn/prefer-node-protocol": "error",
    "vitest/no-disabled-tests": "error",
    "vitest/no-focused-tests": "error",

    // A small function is often clearer beside its only use, and a fresh array may be sorted in place.
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-sort": "off",
    // A narrower type than the compiler can see is what an assertion is for.
    "typescript/no-unsafe-type-assertion": "off",
    // The compiler asks for it already, and knows better.
    "typescript/consistent-return": "off",
    // Objects here are made of functions that do not need to know of their object.
    "typescript/unbound-method": "off",
    // `while (!signal.aborted)` is changed from elsewhere.
    "no-unmodified-loop-condition": "off",
    // fast-check is written as `fc.property(…)`.
    "import/no-named-as-default-member": "off",
    // The last `then` of a chain has nobody to return to.
    "promise/always-return": "off",
  },
  overrides: [
    ...rooms,
    { files: ["**/*.config.ts"], rules: { "import/no-default-export": "off" } },
    {
      files: [
        "scripts/**",
        "bench/**",
        "**/test/**/print-*.ts",
        "packages/codegen/src/cli.ts",
        "packages/cli/src/**",
      ],
      rules: { "no-console": "off" },
    },
    // `then` is a keyword of JSON Schema.
    { files: ["packages/codegen/**"], rules: { "unicorn/no-thenable": "off" } },
  ],
  // The examples are checked where their dependencies are installed.
  ignorePatterns: ["**/*.gen.ts", "examples"],
});
