import { environmentProblem, variableNameProblem } from "./environment-limits.ts";
import { metadataProblem } from "./metadata-limits.ts";
import { networkProblem } from "./network-limits.ts";

/** The fields that have limits beyond what JSON Schema can say, or can say well. */
const problemOf: Readonly<Record<string, (value: object) => string | undefined>> = {
  metadata: (value) => (isTexts(value) ? metadataProblem(Object.entries(value)) : undefined),
  env_vars: (value) => (isTexts(value) ? environmentProblem(Object.entries(value)) : undefined),
  env: (value) =>
    Object.keys(value)
      .map(variableNameProblem)
      .find((problem) => problem !== undefined),
  network: networkProblem,
};

/**
 * Holds the body of a request against the limits of its fields. What is of a wrong type is left to
 * the spec, which says so.
 *
 * @returns what is wrong, naming the field and the limit, or `undefined` when nothing is
 */
export function limitProblem(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  for (const [field, find] of Object.entries(problemOf)) {
    const value = (body as Record<string, unknown>)[field];
    const problem = typeof value === "object" && value !== null ? find(value) : undefined;
    if (problem !== undefined) return `${field}: ${problem}.`;
  }
  return undefined;
}

function isTexts(value: object): value is Record<string, string> {
  return !Array.isArray(value) && Object.values(value).every((item) => typeof item === "string");
}
