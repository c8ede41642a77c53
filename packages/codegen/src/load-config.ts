import * as nodeModule from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import { errorPlace } from "./error-place.ts";

/**
 * Loads a configuration file: its default export.
 *
 * @throws {ConfigError} when there is none, or it fails
 */
export async function loadConfig(path: string): Promise<Config> {
  return await load(path, pathToFileURL(resolve(path)).href);
}

let loads = 0;

/**
 * Loads a configuration file as it is now, with the files that it imports by a relative path,
 * though they may have been loaded before.
 *
 * Node below 22.15 has no hook for that: there the imported files stay as they were.
 *
 * @param onFile is told the path of each of these files before it is looked for
 * @throws {ConfigError} when there is none, or it fails
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
        `There is no configuration file ${path}. Create it, or name a spec: sandboxes-codegen generate SPEC --out DIR`,
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
