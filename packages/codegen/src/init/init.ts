import { readFileSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Api } from "../api/api.ts";
import { readApi } from "../api/read-api.ts";
import { writeFiles } from "../artifact/write-files.ts";
import { packageVersion } from "../cli/package-version.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Config, SpecConfig } from "../config/config.ts";
import { resolveTargets } from "../config/resolve-targets.ts";
import { type Problem, DocumentError } from "../document/problems/problem.ts";
import { readDocument } from "../document/read-document.ts";
import { clientParts } from "../emit/client/emit-client.ts";
import { literal } from "../emit/text/literal.ts";
import { type Generation, generate } from "../generate.ts";
import { applyGivenNames } from "../given-names/apply-given-names.ts";
import { type DocumentCopy, copyDocument } from "./copy-document.ts";
import { type EnvironmentNames, environmentNames } from "./environment-names.ts";
import { packageManifest } from "./package-manifest.ts";
import { packageName } from "./package-name.ts";
import { sampleCall } from "./sample-call.ts";
import { callText, isBasic, methodOf, sampleTest } from "./sample-test.ts";
import { templateFiles } from "./template.ts";
import { refuseUsedFolder, writePackage } from "./write-package.ts";

/** Options of `init`. */
export interface InitOptions extends Omit<SpecConfig, "spec" | "out" | "artifacts"> {
  /** The OpenAPI document: a path or a `file:` URL. */
  spec: string;
  /**
   * The folder of the new package.
   *
   * @default a folder in the working directory with the package's name, without its scope
   */
  out?: string;
  /**
   * The name of the package.
   *
   * @default made of the document's title
   */
  name?: string;
}

/** A new package. */
export interface NewPackage {
  name: string;
  /** Absolute path of its folder. */
  folder: string;
  /** Paths of its files in the folder, sorted. */
  files: readonly string[];
  api: Api;
  /** Problems that stopped nothing. */
  warnings: readonly Problem[];
}

/** The artefacts of a package: all that its client and its test need. */
const artifacts = [
  "types",
  "index",
  "operations",
  "validators",
  "document",
  "contract",
] as const satisfies SpecConfig["artifacts"];

/**
 * Creates a package for an API: a copy of the document, everything that `generate` makes of it, a test
 * with a double of the API, and scripts. `npm install && npm test` passes in it.
 *
 * @returns the package
 * @throws {ConfigError} if the folder is not empty, or the name is not one; nothing is written then
 * @throws {DocumentError} with every problem of the document; nothing is written then
 * @example
 * const { folder } = await init({ spec: "openapi.yaml", name: "@acme/client" });
 */
export async function init({ spec, out, name, ...options }: InitOptions): Promise<NewPackage> {
  if (out !== undefined) refuseUsedFolder(resolve(out));
  const [target] = resolveTargets({ specs: [{ spec, out: ".", ...options }] });
  const document = readDocument(target!.spec, target);
  applyGivenNames(document, target!);
  const api = readApi(document);
  document.problems.throwErrors();
  const chosen = packageName(name, api.title);
  const folder = resolve(out ?? chosen.replace(/^@.*\//, ""));
  refuseUsedFolder(folder);
  const copy = copyDocument(document);
  const files = packageFiles(api, chosen, copy, options);
  const generation = await writePackage(folder, async (staging) => {
    writeFiles(inFolder(staging, files.texts));
    return await withOriginalNames(copy, staging, () => generate(files.config, staging));
  });
  const generated = generation.written.map((path) => `src/${basename(path)}`);
  return {
    name: chosen,
    folder,
    files: [...files.texts.keys(), ...generated].sort(),
    api,
    warnings: generation.warnings,
  };
}

/** The files of a package that nothing generates again, and the configuration for the others. */
function packageFiles(
  api: Api,
  name: string,
  { spec, files }: DocumentCopy,
  options: Omit<InitOptions, "spec" | "out" | "name">,
): { texts: Map<string, string>; config: Config } {
  const { operations, schemes } = clientParts(api);
  const [first] = operations;
  if (!first) throw new ConfigError("The document has no operation that a client can send.");
  const environment = environmentNames(
    name,
    schemes.filter((scheme) => !isBasic(api, scheme)),
  );
  // The package has all files of the document, and the paths of the caller mean nothing there.
  const { names, tolerate, strict, enums, include, exclude, stainless } = options;
  const given = { names, tolerate, strict, enums, include, exclude };
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const own = stainless === undefined ? {} : { stainless: "stainless.yml" };
  const config: Config = {
    specs: [
      {
        spec,
        out: "src",
        artifacts: [...artifacts, { name: "client", environment }],
        ...kept,
        ...own,
      },
    ],
  };
  const call = sampleCall(api, operations);
  const { title } = api;
  const manifest = packageManifest(name, title, packageVersion());
  return {
    config,
    texts: new Map([
      ...files,
      ...(stainless === undefined
        ? []
        : [["stainless.yml", readFileSync(stainless, "utf8")] as const]),
      ...templateFiles({
        name,
        title,
        spec,
        call: call ? `await ${callText(call)};` : `// such as ${methodOf(first.operation)}`,
        environment: environmentTable(environment),
      }),
      ["package.json", `${JSON.stringify(manifest, null, 2)}\n`],
      ["codegen.config.ts", configText(config)],
      ["test/client.test.ts", sampleTest(api, call?.operation ?? first.operation, call, schemes)],
    ]),
  };
}

/** Documents the environment variables, as the README has them. */
function environmentTable({ baseUrl, credentials = {} }: EnvironmentNames): string {
  const rows = [
    `- \`${baseUrl}\`: the URL of the API; by default the first server of the document`,
    ...Object.entries(credentials).map(
      ([scheme, name]) => `- \`${name}\`: the credential of the security scheme \`${scheme}\``,
    ),
  ];
  return `\`createClient\` reads these environment variables, unless you give it the options:\n\n${rows.join("\n")}`;
}

function configText(config: Config): string {
  return `import type { Config } from "@sandboxes/codegen";

const config: Config = ${literal(config)};

export default config;
`;
}

function inFolder(folder: string, texts: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...texts].map(([path, text]) => [join(folder, path), text]));
}

/** @returns the path as messages have it: relative to the working directory if it is below it */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") || isAbsolute(short) ? path : short;
}

/** Runs a step in the new package, and names the caller's files in its problems. */
async function withOriginalNames(
  { originals }: DocumentCopy,
  folder: string,
  step: () => Promise<Generation>,
): Promise<Generation> {
  const rename = (problem: Problem): Problem => {
    const path = relative(folder, resolve(problem.file)).split(sep).join("/");
    const original = originals.get(path);
    return original === undefined ? problem : { ...problem, file: shortPath(original) };
  };
  try {
    const generation = await step();
    return { ...generation, warnings: generation.warnings.map(rename) };
  } catch (error) {
    if (!DocumentError.isInstance(error)) throw error;
    throw new DocumentError(error.problems.map(rename), { cause: error });
  }
}
