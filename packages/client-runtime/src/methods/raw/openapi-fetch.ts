import type { Operation, Parameter } from "../../operation.ts";

/** The options of openapi-fetch that write parameters. */
export interface Serializers {
  querySerializer(query: Readonly<Record<string, unknown>>): string;
  pathSerializer(path: string, values: Readonly<Record<string, unknown>>): string;
}

/**
 * Makes openapi-fetch write the parameters of an API as its document describes them. Its own
 * serializers know no `style` of a parameter, do not encode names, and accept `..` as a path parameter.
 *
 * @param api the operation table, which the generated client exports
 * @returns options of `createClient` of openapi-fetch
 * @throws {TypeError} in a call, if a value cannot be written, or if two operations write a
 *   parameter of that name differently
 * @example
 * const { fetch, baseUrl } = createClient(); // the generated client
 * const client = createFetchClient<paths>({ fetch, baseUrl, ...serializers(api) });
 */
export function serializers({
  operations,
}: {
  readonly operations: readonly Operation[];
}): Serializers {
  const textOf = (place: Parameter["in"], name: string, value: unknown): string => {
    // openapi-fetch does not say which operation the parameter belongs to.
    const texts = operations
      .flatMap(({ parameters = [] }) => parameters)
      .filter((parameter) => parameter.in === place && parameter.name === name)
      .map(({ write }) => write(value, name, `The ${place} parameter \`${name}\``, true));
    const [text] = texts;
    if (text === undefined) throw new TypeError(`The ${place} parameter \`${name}\` is unknown.`);
    if (texts.every((other) => other === text)) return text;
    throw new TypeError(
      `Operations write the ${place} parameter \`${name}\` differently: pass a \`${place}Serializer\`.`,
    );
  };
  return {
    querySerializer: (query) =>
      Object.entries(query)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => textOf("query", name, value))
        .filter((pairs) => pairs !== "")
        .join("&"),
    pathSerializer: (path, values) =>
      Object.entries(values).reduce(
        (text, [name, value]) => text.replace(`{${name}}`, () => textOf("path", name, value)),
        path,
      ),
  };
}
