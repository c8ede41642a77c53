import { schemas } from "@sandboxes/schema/schemas";
import { byteLength } from "./byte-length.ts";
import { environmentProblem, variableNameProblem } from "./environment-limits.ts";
import { metadataProblem } from "./metadata-limits.ts";
import { networkProblem } from "./network-limits.ts";

const maxNameBytes = schemas.CreateSandbox.properties.name["x-max-bytes"];

/** Fields whose limits have their own messages. Each has a function that returns the problem with a value. */
const problemOf: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  name: (value) => (typeof value === "string" ? nameProblem(value) : undefined),
  from_template: (value) =>
    typeof value === "string" && value.trim() === "" ? "the name is blank" : undefined,
  metadata: (value) => (isTexts(value) ? metadataProblem(Object.entries(value)) : undefined),
  env_vars: (value) => (isTexts(value) ? environmentProblem(Object.entries(value)) : undefined),
  env: (value) =>
    isObject(value)
      ? Object.keys(value)
          .map(variableNameProblem)
          .find((problem) => problem !== undefined)
      : undefined,
  network: (value) => (isObject(value) ? networkProblem(value) : undefined),
};

/**
 * Checks the fields of a request body whose limits have their own messages. The validators of the spec check
 * everything else, including types.
 *
 * @returns the problem with the field and the limit, or `undefined`
 */
export function limitProblem(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  for (const [field, find] of Object.entries(problemOf)) {
    const problem = find((body as Record<string, unknown>)[field]);
    if (problem !== undefined) return `${field}: ${problem}.`;
  }
  return undefined;
}

function nameProblem(name: string): string | undefined {
  if (name.includes("\0")) return "the name contains NUL";
  const bytes = byteLength(name);
  if (bytes <= maxNameBytes) return undefined;
  return `the name has ${bytes} bytes; at most ${maxNameBytes} are allowed`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    isObject(value) &&
    !Array.isArray(value) &&
    Object.values(value).every((item) => typeof item === "string")
  );
}
