import { existsSync, readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import { errorPlace } from "./error-place.ts";

/** The names of a configuration file, in no order: only one of them may be there. */
export const configNames: readonly string[] = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map(
  (ending) => `codegen.config.${ending}`,
);

/** The field of a `package.json` that can hold the configuration. */
const manifestField = "sandboxes-codegen";

/**
 * Finds the configuration of a folder: a file of its own, or a `package.json` with a field for it.
 *
 * @returns its absolute path
 * @throws {ConfigError} if there is none, or more than one
 */
export function findConfig(folder: string): string {
  const files = configNames.filter((name) => existsSync(join(folder, name)));
  const found = hasConfig(join(folder, "package.json")) ? [...files, "package.json"] : files;
  const [only, ...others] = found;
  if (only === undefined) {
    throw new ConfigError(
      `There is no configuration file here. Create codegen.config.ts, or name a document: sandboxes-codegen generate SPEC --out DIR`,
    );
  }
  if (found.length > 1 && found.includes("package.json")) {
    throw new ConfigError(
      `There are ${found.length} configurations: ${files.join(", ")}, and \`${manifestField}\` in package.json. Keep one, or name one with --config.`,
    );
  }
  if (others.length > 0) {
    throw new ConfigError(
      `There are ${found.length} configuration files: ${found.join(", ")}. Delete all but one, or name one with --config.`,
    );
  }
  return join(folder, only);
}

function hasConfig(manifest: string): boolean {
  try {
    return Object.hasOwn(JSON.parse(readFileSync(manifest, "utf8")) as object, manifestField);
  } catch {
    // A broken manifest is somebody else's to report.
    return false;
  }
}

/**
 * Loads a configuration file: its default export, the whole of a JSON file, or the field
 * `sandboxes-codegen` of a `package.json`.
 *
 * @throws {ConfigError} if there is none, or it fails
 */
export async function loadConfig(path: string): Promise<Config> {
  return await load(path, pathToFileURL(resolve(path)).href);
}

let loads = 0;

/**
 * Loads a configuration file anew, with the files that it imports by a relative path, even if they
 * were loaded before. Below Node 22.15, which has no hook for that, imported files stay as they were.
 *
 * @param onFile is called with the path of each of these files before it is looked for
 * @throws {ConfigError} if there is none, or it fails
 */
export async function loadConfigAnew(
  path: string,
  onFile: (path: string) => void,
): Promise<Config> {
  const entry = pathToFileURL(resolve(path)).href;
  const version = `?load=${++loads}`;
  onFile(resolve(path));
  const hooks = nodeModule.registerHooks?.({
    resolve(specifier, context, next) {
      const { parentURL = "" } = context;
      if (!parentURL.endsWith(version) || !/^\.{0,2}\//.test(specifier))
        return next(specifier, context);
      onFile(fileURLToPath(new URL(specifier, parentURL)));
      const found = next(specifier, context);
      return found.url.startsWith("file:") ? { ...found, url: found.url + version } : found;
    },
  });
  try {
    return await load(path, entry + version);
  } finally {
    hooks?.deregister();
  }
}

async function load(path: string, url: string): Promise<Config> {
  if (extname(path) === ".json") return loadJson(path);
  try {
    const module = (await import(url)) as { default?: Config };
    if (module.default === undefined) throw new ConfigError("it has no default export");
    return module.default;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (
      code === "ERR_MODULE_NOT_FOUND" &&
      message.startsWith(`Cannot find module '${resolve(path)}`)
    ) {
      throw new ConfigError(
        `There is no configuration file ${path}. Create it, or name a document: sandboxes-codegen generate SPEC --out DIR`,
      );
    }
    if (code === "ERR_UNKNOWN_FILE_EXTENSION") {
      throw new ConfigError(
        `${path} is TypeScript, which this Node (${process.version}) does not run. Use Node 22.18 or later, or write it as .mjs.`,
      );
    }
    const place = errorPlace(error);
    throw new ConfigError(`Cannot load ${path}: ${message}${place === "" ? "" : ` (${place})`}`, {
      cause: error,
    });
  }
}

function loadJson(path: string): Config {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new ConfigError(
      `There is no configuration file ${path}. Create it, or name a document: sandboxes-codegen generate SPEC --out DIR`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${basename(path)} is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (basename(path) !== "package.json") return value as Config;
  const manifest = value as Record<string, unknown> | null;
  if (typeof manifest === "object" && manifest !== null && manifestField in manifest)
    return manifest[manifestField] as Config;
  throw new ConfigError(
    `${path} has no field \`${manifestField}\`, which would be the configuration.`,
  );
}
