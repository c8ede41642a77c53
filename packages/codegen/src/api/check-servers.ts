import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import type { Report } from "./check-document.ts";

/**
 * Finds the variables of a server's URL that nothing says the value of, and values that are none of
 * those that a variable can have.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#server-object
 */
export function checkServer(document: ApiDocument, server: JsonObject, report: Report): void {
  const { url } = server;
  const variables = isObject(server["variables"]) ? server["variables"] : {};
  const names = typeof url === "string" ? url.matchAll(/\{([^{}]*)\}/g) : [];
  for (const [text, name = ""] of names) {
    if (Object.hasOwn(variables, name)) continue;
    const message = `Nothing says what \`${text}\` stands for. Declare it: \`variables: { ${name}: { default: … } }\`.`;
    report(document.problem("missing-field", message, server, "url"));
  }
  for (const variable of Object.values(variables)) {
    if (!isObject(variable) || !Array.isArray(variable["enum"])) continue;
    const { enum: values, default: value } = variable;
    if (typeof value !== "string" || values.includes(value)) continue;
    const message = `The default ${JSON.stringify(value)} is not among the values of \`enum\`.`;
    report(document.problem("invalid-value", message, variable, "default"));
  }
}
