import { type ApiDocument, isObject } from "@sandboxes/codegen/in-memory";
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

/**
 * Returns the words that identify a change in code.
 *
 * @param documents the old and the new document
 */
export function marksOf(
  { rule, pointer, message, operations }: Change,
  documents: readonly ApiDocument[],
): Mark {
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
  const ids = operations.flatMap((operation) =>
    documents.map((document) => operationId(document, operation)).filter((id) => id !== ""),
  );
  return {
    names: [
      ...properties,
      ...values,
      ...former,
      ...(rule.includes("parameter-") ? parameterNames(message) : []),
      ...(isAboutPath ? [...paths, ...ids] : []),
      ...(property === undefined && schema !== undefined ? [schema] : []),
    ],
    holders: [...(schema === undefined ? [] : [schema]), ...paths, ...new Set(ids)],
    // A changed value can affect only comparisons, not every use of its property. Code that exists cannot use
    // what is added.
    properties:
      isAboutValue || /description|example|extension|property-added$/.test(rule) ? [] : properties,
    values: isAboutValue ? values : [],
  };
}

/** Returns the name of a parameter, which the first sentence has in quotes. */
function parameterNames(message: string): string[] {
  const [, name] = /^The parameter `([^`]+)`/.exec(message) ?? [];
  return name === undefined ? [] : [name];
}

/** Returns the operationId of an operation such as `GET /pets`; an empty string if it has none. */
function operationId({ root }: ApiDocument, operation: string): string {
  const [method = "", path = ""] = operation.split(" ");
  const { paths } = root;
  const item = isObject(paths) ? paths[path] : undefined;
  const found = isObject(item) ? item[method.toLowerCase()] : undefined;
  return isObject(found) && typeof found["operationId"] === "string" ? found["operationId"] : "";
}

function firstSentence(message: string): string {
  return /^.*?[^.]\. (?=[A-Z])/.exec(`${message} `)?.[0] ?? message;
}
