/** The variables of a server's URL (OpenAPI 3.1.1, section 4.8.6, "Server Variable Object"). */
export type ServerVariables = Readonly<
  Record<string, { readonly default: string; readonly values?: readonly string[] }>
>;

/**
 * Makes the URL of a server that has variables.
 *
 * @throws {TypeError} if a variable is unknown or cannot have the value
 */
export function serverTemplate(
  url: string,
  variables: ServerVariables,
): (given: Readonly<Record<string, string>>) => string {
  return (given) => {
    for (const [name, value] of Object.entries(given)) {
      const variable = variables[name];
      if (!variable) throw new TypeError(`The server has no variable \`${name}\`.`);
      if (variable.values && !variable.values.includes(value))
        throw new TypeError(
          `The server variable \`${name}\` must be ${variable.values.join(", ")}, not ${value}.`,
        );
    }
    return url.replace(
      /\{([^{}]*)\}/g,
      (whole, name: string) => given[name] ?? variables[name]?.default ?? whole,
    );
  };
}
