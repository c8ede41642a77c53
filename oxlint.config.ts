import { defineConfig, type OxlintOverride } from "oxlint";
import { importTable } from "./scripts/src/packages/import-table.ts";

/** File names that do not say what the file does. */
const emptyNames = {
  regex: String.raw`^\.{1,2}/(.*/)?(utils?|shared|common|core|helpers?|misc)(/|\.[a-z]+$)`,
  message: "Name the file for what it does: no utils, shared, common, core, helpers, misc.",
};

const packages = [...Object.keys(importTable), "spec"];

function namesOf(folders: readonly string[]): string {
  return `^@sandboxes/(?:${folders.join("|")})(?:/|$)`;
}

/** Lets files import only the listed packages of this repository, and of some only the types. */
function importsOf(
  who: string,
  files: string[],
  allowed: readonly string[],
  types: readonly string[] = [],
): OxlintOverride {
  const list = allowed.join(", ") || "no other package of this repository";
  const forbidden = packages.filter((name) => ![...allowed, ...types].includes(name));
  const others = {
    regex: namesOf(forbidden),
    message: `${who} may import ${list}. See scripts/src/packages/import-table.ts.`,
  };
  const values = {
    regex: namesOf(types),
    allowTypeImports: true,
    message: `${who} may import only types from ${types.join(", ")}. See scripts/src/packages/import-table.ts.`,
  };
  const patterns = [emptyNames, others, ...(types.length > 0 ? [values] : [])];
  return { files, rules: { "no-restricted-imports": ["error", { patterns }] } };
}

const importRules = Object.entries(importTable).flatMap(([name, allowed]) => {
  const { imports, typeImports, testImports = [] } = allowed;
  const folder = `packages/${name}`;
  const tests = [`${folder}/**/*.test.ts`, `${folder}/**/*.test-d.ts`, `${folder}/test/**`];
  return [
    // A package imports its own exports by name where two of them share one module.
    importsOf(name, [`${folder}/src/**`], [...imports, name], typeImports),
    importsOf(`a test of ${name}`, tests, [
      ...imports,
      ...(typeImports ?? []),
      ...testImports,
      name,
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
    // Whether this rule sees a computed name depends on whether the package is built. TypeScript checks it.
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

    // A small function is often clearer next to its only use. A new array may be sorted in place.
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-sort": "off",
    // Assertions are for types that the compiler cannot infer.
    "typescript/no-unsafe-type-assertion": "off",
    // TypeScript already checks this, and more precisely.
    "typescript/consistent-return": "off",
    // Our objects consist of functions that do not use `this`.
    "typescript/unbound-method": "off",
    // Other code changes the condition of `while (!signal.aborted)`.
    "no-unmodified-loop-condition": "off",
    // The usual way to use fast-check is `fc.property(…)`.
    "import/no-named-as-default-member": "off",
    // The last `then` of a chain need not return anything.
    "promise/always-return": "off",
  },
  overrides: [
    ...importRules,
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
    {
      files: ["packages/codegen/**", "packages/openapi-diff/**"],
      rules: { "unicorn/no-thenable": "off" },
    },
  ],
  // `check-examples` checks the examples after it has installed their dependencies.
  ignorePatterns: ["**/*.gen.ts", "examples"],
});
