import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import type { Reports } from "./reports.ts";

/**
 * Checks the URL of a server: each variable needs a value, and that value must be an allowed one.
 *
 * These are warnings, because a caller can always choose the base URL.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#server-object
 */
export function checkServer(document: ApiDocument, server: JsonObject, { warn }: Reports): void {
  const { url } = server;
  const variables = isObject(server["variables"]) ? server["variables"] : {};
  const names = typeof url === "string" ? url.matchAll(/\{([^{}]*)\}/g) : [];
  for (const [text, name = ""] of names) {
    if (Object.hasOwn(variables, name)) continue;
    const message = `The variable \`${text}\` has no value. Declare it: \`variables: { ${name}: { default: … } }\`.`;
    warn(document.problem("missing-field", message, server, "url"));
  }
  for (const variable of Object.values(variables)) {
    if (!isObject(variable) || !Array.isArray(variable["enum"])) continue;
    const { enum: values, default: value } = variable;
    if (typeof value !== "string" || values.includes(value)) continue;
    const message = `The default ${JSON.stringify(value)} is not one of the values in \`enum\`.`;
    warn(document.problem("invalid-value", message, variable, "default"));
  }
}
