import type { Change } from "../change.ts";

/** The words that identify a change in code. */
export interface Mark {
  /** The names of the changed property, value, operation or path. */
  names: readonly string[];
  /** The names of its schema or operation. */
  holders: readonly string[];
  /** Names of properties whose uses may be affected. */
  properties: readonly string[];
  /** Enum values whose comparisons may be affected. */
  values: readonly string[];
}

/** Returns the words that identify a change in code. */
export function marksOf({ rule, pointer, message, operations }: Change): Mark {
  const segments = pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  const at = segments.lastIndexOf("properties");
  const property = at >= 0 ? segments[at + 1] : undefined;
  const schema = segments[1] === "schemas" ? segments[2] : undefined;
  // The first sentence describes the change and quotes the values and the old names.
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
    // A changed value can affect only comparisons, not every use of its property.
    properties: isAboutValue || /description|example|extension/.test(rule) ? [] : properties,
    values: isAboutValue ? values : [],
  };
}

function firstSentence(message: string): string {
  return /^.*?[^.]\. (?=[A-Z])/.exec(`${message} `)?.[0] ?? message;
}
