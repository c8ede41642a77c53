import { type Imports, importTable } from "./import-table.ts";

/** The checked fields of a package.json. */
export interface Manifest {
  readonly name?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly homepage?: string;
  readonly bugs?: { readonly url?: string };
  readonly license?: string;
  readonly engines?: { readonly node?: string };
  readonly publishConfig?: { readonly access?: string };
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const scope = "@sandboxes/";
const web = /^https:\/\/\S+$/;

/** The fields that npm shows or needs, and whether a manifest has each. */
const fields: Readonly<Record<string, (manifest: Manifest) => boolean>> = {
  description: ({ description }) => (description ?? "").length >= 20,
  keywords: ({ keywords }) => (keywords ?? []).length >= 3,
  homepage: ({ homepage }) => web.test(homepage ?? ""),
  "bugs.url": ({ bugs }) => web.test(bugs?.url ?? ""),
  license: ({ license }) => license === "Apache-2.0",
  "engines.node": ({ engines, exports }) => engines?.node !== undefined || !hasCode(exports),
  "publishConfig.access": ({ publishConfig }) => publishConfig?.access === "public",
};

function hasCode(exports: Manifest["exports"]): boolean {
  return Object.values(exports ?? {}).some((target) => typeof target !== "string");
}

/**
 * Finds problems in the manifest of a published package: fields that npm shows and that are missing,
 * exports that are not listed one by one, and dependencies that the import table does not allow.
 *
 * @param folder the name of the package's folder
 * @param tags the tags in its turbo.json, which `turbo boundaries` checks
 * @returns one message per problem, or an empty array
 */
export function findManifestProblems(
  folder: string,
  manifest: Manifest,
  tags: readonly string[],
): string[] {
  const missing = Object.entries(fields)
    .filter(([, present]) => !present(manifest))
    .map(([field]) => `${field} is missing or too short`);
  const patterns = Object.keys(manifest.exports ?? {})
    .filter((key) => key.includes("*"))
    .map((key) => `exports has the pattern ${key}: list each export`);
  // The spec is not code: it imports nothing, and every package may read it.
  if (folder === "spec") return [...missing, ...patterns];

  const imports = importTable[folder];
  if (!imports) {
    return [...missing, ...patterns, "is not in scripts/src/packages/import-table.ts: add it"];
  }
  const tag = imports.knowsSandboxes ? "knows-sandboxes" : "knows-no-api";
  return [
    ...missing,
    ...patterns,
    ...(tags.includes(tag) ? [] : [`turbo.json has no tag "${tag}"`]),
    ...problemsOfDependencies(manifest, imports),
    ...inexactDependencies(manifest),
  ];
}

/** Finds dependencies without `workspace:*`, which becomes the exact version that was tested. */
function inexactDependencies(manifest: Manifest): string[] {
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest;
  return Object.entries({
    ...devDependencies,
    ...optionalDependencies,
    ...peerDependencies,
    ...dependencies,
  })
    .filter(([name, range]) => name.startsWith(scope) && range !== "workspace:*")
    .map(([name, range]) => `${name} has the range ${range}: write workspace:*`);
}

function problemsOfDependencies(manifest: Manifest, imports: Imports): string[] {
  const runtime = [...imports.imports, ...(imports.typeImports ?? [])];
  const development = [
    ...runtime,
    ...(imports.testImports ?? []),
    ...(imports.buildImports ?? []),
    "spec",
  ];
  const check = (field: keyof Manifest, allowed: readonly string[]): string[] =>
    Object.keys((manifest[field] ?? {}) as object)
      .filter((name) => name.startsWith(scope) && !allowed.includes(name.slice(scope.length)))
      .map((name) => `${field} has ${name}, which scripts/src/packages/import-table.ts forbids`);
  return [
    ...check("dependencies", runtime),
    ...check("peerDependencies", [...runtime, ...(imports.versionPeers ?? [])]),
    ...check("optionalDependencies", runtime),
    ...check("devDependencies", development),
  ];
}
