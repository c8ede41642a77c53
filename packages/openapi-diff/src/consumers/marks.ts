import type { Change } from "../change.ts";

/** The words by which a change is recognized in code. */
export interface Mark {
  /** What the change is about: a property, a value, an operation, a path. */
  names: readonly string[];
  /** What that belongs to: a schema, an operation. */
  holders: readonly string[];
  /** Names of properties whose uses are worth a look. */
  properties: readonly string[];
  /** Values of enums whose comparisons are worth a look. */
  values: readonly string[];
}

/** @returns the words by which a change is recognized in code */
export function marksOf({ rule, pointer, message, operations }: Change): Mark {
  const segments = pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  const at = segments.lastIndexOf("properties");
  const property = at >= 0 ? segments[at + 1] : undefined;
  const schema = segments[1] === "schemas" ? segments[2] : undefined;
  // The first sentence says what changed, and quotes the values and the old names.
  const quoted = Array.from(firstSentence(message).matchAll(/`([^`]*)`/g), ([, text = ""]) => text);
  const values = quoted.filter((text) => /^".*"$/.test(text)).map((text) => text.slice(1, -1));
  const former = /renamed|instead of/.test(message)
    ? quoted.filter((text) => !text.includes("."))
    : [];
  const properties = [property, ...(rule.includes("property") ? former : [])].filter(
    (name): name is string => name !== undefined && name !== "",
  );
  const paths = operations.map((operation) => operation.replace(/^[A-Z]+ /, ""));
  const isAboutValue = /enum|const/.test(rule) && values.length > 0;
  const isAboutPath = /^(path|operation)-/.test(rule);
  return {
    names: [
      ...properties,
      ...values,
      ...former,
      ...(isAboutPath ? paths : []),
      ...(property === undefined && schema !== undefined ? [schema] : []),
    ],
    holders: [...(schema === undefined ? [] : [schema]), ...paths],
    // Of a value only the comparisons are worth a look, not every use of its property.
    properties: isAboutValue || /description|example|extension/.test(rule) ? [] : properties,
    values: isAboutValue ? values : [],
  };
}

function firstSentence(message: string): string {
  return /^.*?[^.]\. (?=[A-Z])/.exec(`${message} `)?.[0] ?? message;
}
