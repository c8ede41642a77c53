import { schemas } from "@sandboxes/schema/schemas";
import { quote } from "../quote.ts";
import { byteLength } from "./byte-length.ts";

const { EnvironmentVariables } = schemas;
const maxVariables = EnvironmentVariables.maxProperties;
const maxNameBytes = EnvironmentVariables.propertyNames["x-max-bytes"];
const maxValueBytes = EnvironmentVariables.additionalProperties["x-max-bytes"];
const maxTotalBytes = EnvironmentVariables["x-max-total-bytes"];

/**
 * Checks environment variables against the documented limits, in bytes of UTF-8.
 *
 * @returns the problem, with the variable and the limit but never a value; `undefined` if there is none
 * @example
 * environmentProblem([["A=B", "x"]]); // 'the name "A=B" must not contain "=" or NUL'
 */
export function environmentProblem(
  pairs: Iterable<readonly [name: string, value: string]>,
): string | undefined {
  let total = 0;
  let count = 0;
  for (const [name, value] of pairs) {
    const [nameBytes, valueBytes] = [byteLength(name), byteLength(value)];
    if (nameBytes > maxNameBytes)
      return `the name ${quote(name)} has ${nameBytes} bytes; at most ${maxNameBytes} are allowed`;
    const problem = variableNameProblem(name);
    if (problem !== undefined) return problem;
    if (valueBytes > maxValueBytes)
      return `the value of ${quote(name)} has ${valueBytes} bytes; at most ${maxValueBytes} are allowed`;
    total += nameBytes + valueBytes;
    count += 1;
  }
  if (count > maxVariables)
    return `there are ${count} variables; at most ${maxVariables} are allowed`;
  if (total > maxTotalBytes)
    return `names and values have ${total} bytes together; at most ${maxTotalBytes} are allowed`;
  return undefined;
}

/** @returns the problem with the name of an environment variable; `undefined` if the name is valid */
export function variableNameProblem(name: string): string | undefined {
  if (name === "") return "a name is empty";
  return /[=\0]/.test(name) ? `the name ${quote(name)} must not contain "=" or NUL` : undefined;
}
