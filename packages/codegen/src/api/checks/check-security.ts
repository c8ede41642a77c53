import { closest } from "../../document/problems/closest.ts";
import { type ApiDocument, type JsonObject, isObject } from "../../document/read-document.ts";
import type { Reports } from "./reports.ts";

/** The fields that each type of scheme requires. */
const needed: ReadonlyMap<unknown, readonly string[]> = new Map(
  Object.entries({
    apiKey: ["name", "in"],
    http: ["scheme"],
    oauth2: ["flows"],
    openIdConnect: ["openIdConnectUrl"],
  }),
);

/** The URLs that each OAuth 2.0 flow requires. */
const neededByFlow: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    implicit: ["authorizationUrl"],
    password: ["tokenUrl"],
    clientCredentials: ["tokenUrl"],
    authorizationCode: ["authorizationUrl", "tokenUrl"],
    deviceAuthorization: ["deviceAuthorizationUrl", "tokenUrl"],
  }),
);

/**
 * Checks that a security scheme has the fields that its type requires. A client cannot send an API
 * key without its name and place, so those are errors. It never calls the URLs of a flow.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
 */
export function checkSecurityScheme(
  document: ApiDocument,
  scheme: JsonObject,
  { report, warn }: Reports,
): void {
  const { type, flows } = scheme;
  for (const field of needed.get(type) ?? []) {
    // The reader has reported a value that is there and wrong.
    if (field in scheme) continue;
    const message = `A security scheme of type ${String(type)} needs the field \`${field}\`.`;
    const problem = document.problem("missing-field", message, scheme);
    if (type === "apiKey" || type === "http") report(problem);
    else warn(problem);
  }
  if (type !== "oauth2" || !isObject(flows)) return;
  for (const [name, flow] of Object.entries(flows)) {
    if (!isObject(flow)) continue;
    for (const field of neededByFlow.get(name) ?? []) {
      if (field in flow) continue;
      const message = `The flow \`${name}\` needs the field \`${field}\`.`;
      warn(document.problem("missing-field", message, flow));
    }
  }
}

/**
 * Checks the security requirements of a document or an operation. A misspelt name would let a
 * client send a request without its key, so it is an error, unless the document declares no
 * scheme at all.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
export function checkSecurity(
  document: ApiDocument,
  holder: JsonObject,
  { report, warn }: Reports,
): void {
  const requirements = holder["security"];
  if (!Array.isArray(requirements)) return;
  const components = document.root["components"];
  const schemes =
    isObject(components) && isObject(components["securitySchemes"])
      ? Object.keys(components["securitySchemes"])
      : [];
  for (const [index, requirement] of requirements.entries()) {
    const place = ["security", String(index)];
    if (!isObject(requirement)) {
      const isName = typeof requirement === "string" && schemes.includes(requirement);
      const message = `A security requirement is an object: \`${String(requirement)}: []\`.`;
      const problem = document.problem("invalid-value", message, holder, place);
      if (isName) {
        warn(problem);
        requirements[index] = { [requirement]: [] };
      } else report(problem);
      continue;
    }
    for (const [name, scopes] of Object.entries(requirement)) {
      const at = [...place, name];
      if (!schemes.includes(name)) {
        const near = closest(name, schemes);
        const hint =
          near === undefined
            ? "Declare it in `components.securitySchemes`."
            : `Did you mean \`${near}\`?`;
        const message = `There is no security scheme \`${name}\`. ${hint}`;
        const problem = document.problem("undeclared-security-scheme", message, holder, at, "key");
        // With no scheme at all, no key can be sent under the name of another one.
        if (schemes.length === 0) warn(problem);
        else report(problem);
      } else if (!Array.isArray(scopes)) {
        const message = `The scopes of \`${name}\` are a list; write \`[]\` for none.`;
        warn(document.problem("invalid-value", message, holder, at));
        requirement[name] = [];
      }
    }
  }
}
