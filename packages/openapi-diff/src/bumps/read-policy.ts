import { isObject } from "@sandboxes/codegen/in-memory";
import { InputError } from "../input/input-error.ts";
import { type BumpPolicy, bumpLevels, policyRows } from "./policy.ts";

/**
 * Parses the entries of a bump policy.
 *
 * @param name the file name, for error messages
 * @throws {InputError} when the text is not a valid policy
 */
export function readPolicy(name: string, text: string): BumpPolicy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${name} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
  if (!Array.isArray(value)) throw new InputError(`${name} must be an array of entries.`);
  for (const [index, entry] of value.entries()) check(`${name}, entry ${index + 1}`, entry);
  return value as BumpPolicy;
}

function check(place: string, entry: unknown): void {
  if (!isObject(entry)) throw new InputError(`${place}: an entry is an object.`);
  const known: readonly string[] = Object.values(policyRows);
  if (!known.includes(String(entry["change"])))
    throw new InputError(
      `${place}: there is no kind of change \`${String(entry["change"])}\`. It must be one of: ${known.join("; ")}.`,
    );
  for (const stage of ["post1", "pre1"])
    for (const part of ["types", "client", "testUtils"]) {
      const bumps = entry[stage];
      const bump = isObject(bumps) ? bumps[part] : undefined;
      if (!(bumpLevels as readonly unknown[]).includes(bump))
        throw new InputError(
          `${place}: \`${stage}.${part}\` must be one of ${bumpLevels.join(", ")}.`,
        );
    }
}
