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
  // The examples are checked where their dependencies are installed.
  ignorePatterns: ["**/*.gen.ts", "examples"],
});
