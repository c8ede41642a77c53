import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isUrl } from "../document/remote/location.ts";
import { type RemoteOptions, remoteDefaults } from "../document/remote/remote-options.ts";
import { ConfigError } from "./config-error.ts";
import type { SpecConfig } from "./config.ts";

/** Where the document of a target is read from. */
export interface Source {
  /** An absolute path, or a URL. */
  spec: string;
  isStdin: boolean;
  remote: RemoteOptions;
}

/**
 * @param folder that relative paths start from
 * @param place of the entry in the configuration, for messages
 * @throws {ConfigError} naming the field that is wrong; it shows no header
 */
export function resolveSource(entry: SpecConfig, folder: string, place: string): Source {
  const { spec, headers = {}, timeout, maxSize, remoteRefs = false } = entry;
  if (typeof remoteRefs !== "boolean")
    throw new ConfigError(`${place}.remoteRefs must be true or false.`);
  const milliseconds = positive(timeout, 1000, `${place}.timeout`, "seconds");
  const bytes = positive(maxSize, 1_000_000, `${place}.maxSize`, "megabytes");
  return {
    spec: resolveSpec(spec, folder, place),
    isStdin: spec === "-",
    remote: {
      headers: checkHeaders(headers, `${place}.headers`),
      timeout: milliseconds ?? remoteDefaults.timeout,
      maxBytes: bytes ?? remoteDefaults.maxBytes,
      references: remoteRefs,
    },
  };
}

function resolveSpec(spec: string, folder: string, place: string): string {
  if (spec === "-") return join(process.cwd(), "-");
  if (spec.startsWith("file:")) return fileURLToPath(spec);
  if (!isUrl(spec)) {
    const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(spec)?.[1];
    if (scheme === undefined) return resolve(folder, spec);
    throw new ConfigError(
      `${place}.spec cannot be a URL of ${scheme}, only of http, https or file.`,
    );
  }
  if (!URL.canParse(spec)) throw new ConfigError(`${place}.spec is not a URL.`);
  const url = new URL(spec);
  if (url.username !== "" || url.password !== "")
    throw new ConfigError(
      `${place}.spec holds a user or a password. Send it as a header: --header 'Authorization: …'.`,
    );
  url.hash = "";
  return url.href;
}

/** @returns the number in a smaller unit, or `undefined` if it is not given */
function positive(given: unknown, factor: number, place: string, unit: string): number | undefined {
  if (given === undefined) return undefined;
  if (typeof given === "number" && given > 0 && Number.isFinite(given))
    return Math.ceil(given * factor);
  throw new ConfigError(`${place} must be a number of ${unit} above 0.`);
}

function checkHeaders(headers: unknown, place: string): Readonly<Record<string, string>> {
  if (typeof headers !== "object" || headers === null || Array.isArray(headers))
    throw new ConfigError(`${place} must be an object of names and values.`);
  for (const [name, value] of Object.entries(headers as Record<string, unknown>)) {
    // RFC 9110, section 5.6.2
    if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name))
      throw new ConfigError(`${place}: ${JSON.stringify(name)} is not the name of a header.`);
    // The value may be a secret, so the message does not repeat it.
    if (typeof value !== "string" || !/^[\t\x20-\x7E\x80-\xFF]*$/.test(value))
      throw new ConfigError(
        `${place}: the value of \`${name}\` is not one that a header can have. Is its variable set?`,
      );
  }
  return headers as Readonly<Record<string, string>>;
}
