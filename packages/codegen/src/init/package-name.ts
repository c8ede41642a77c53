import { builtinModules } from "node:module";
import { ConfigError } from "../config/config-error.ts";

/** npm's limit for a name with its scope. */
const longest = 214;

const format = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/**
 * Finds the name of a package: the given one, or one made of the document's title.
 *
 * @throws {ConfigError} if npm does not allow the given name
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#name
 */
export function packageName(given: string | undefined, title: string): string {
  if (given === undefined) return nameFromTitle(title);
  const reason = refusal(given);
  if (reason === undefined) return given;
  const suggestion = nameFromTitle(given);
  throw new ConfigError(
    `--name: ${JSON.stringify(given)} is not a package name. ${reason} Try \`--name ${suggestion}\`.`,
  );
}

/** @returns why npm does not allow a name, or `undefined` if it does */
function refusal(name: string): string | undefined {
  if (name.length > longest) return `It has more than ${longest} characters.`;
  if (!format.test(name))
    return "Use lower-case letters, digits, `-`, `.` and `_`, with or without a scope such as `@acme/`.";
  const bare = name.replace(/^@.*\//, "");
  if (name === bare && (builtinModules.includes(name) || bare === "node_modules"))
    return "Node has a module of that name.";
  return undefined;
}

/** `Train Travel API` becomes `train-travel-api`. */
function nameFromTitle(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const name = (words ?? []).join("-").slice(0, longest);
  return name === "" || refusal(name) !== undefined ? "api-client" : name;
}
