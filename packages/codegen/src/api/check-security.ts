import { closest } from "../document/closest.ts";
import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import type { Report } from "./check-document.ts";

/** What each type of scheme cannot do without. */
const needed: ReadonlyMap<unknown, readonly string[]> = new Map(
  Object.entries({
    apiKey: ["name", "in"],
    http: ["scheme"],
    oauth2: ["flows"],
    openIdConnect: ["openIdConnectUrl"],
  }),
);

/** The URLs that each flow of OAuth 2.0 cannot do without. */
const neededByFlow: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    implicit: ["authorizationUrl"],
    password: ["tokenUrl"],
    clientCredentials: ["tokenUrl"],
    authorizationCode: ["authorizationUrl", "tokenUrl"],
  }),
);

/**
 * Finds what a security scheme lacks: with half of it a client cannot prove who it is.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
 */
export function checkSecurityScheme(
  document: ApiDocument,
  scheme: JsonObject,
  report: Report,
): void {
  const { type, flows } = scheme;
  const demand = (object: JsonObject, what: string, fields: readonly string[] = []): void => {
    for (const field of fields) {
      // A value that is there and is wrong was noted when it was read.
      if (field in object) continue;
      const message = `${what} needs the field \`${field}\`.`;
      report(document.problem("missing-field", message, object));
    }
  };
  demand(scheme, `A security scheme of type ${String(type)}`, needed.get(type));
  if (type !== "oauth2" || !isObject(flows)) return;
  for (const [name, flow] of Object.entries(flows)) {
    if (isObject(flow)) demand(flow, `The flow \`${name}\``, neededByFlow.get(name));
  }
}

/**
 * Finds what is wrong with the security requirements of a document or an operation: a name that
 * is misspelt there would otherwise let a client go without its key.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
export function checkSecurity(document: ApiDocument, holder: JsonObject, report: Report): void {
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
      const message = `A security requirement is an object: \`${String(requirement)}: []\`.`;
      report(document.problem("invalid-value", message, holder, place));
      continue;
    }
    for (const [name, scopes] of Object.entries(requirement)) {
      if (!schemes.includes(name)) {
        const near = closest(name, schemes);
        const message = `No security scheme is called \`${name}\`.${near === undefined ? " Declare it in `components.securitySchemes`." : ` Did you mean \`${near}\`?`}`;
        report(
          document.problem("undeclared-security-scheme", message, holder, [...place, name], "key"),
        );
      } else if (!Array.isArray(scopes)) {
        report(
          document.problem(
            "invalid-value",
            `The scopes of \`${name}\` are a list, empty where it has none.`,
            holder,
            [...place, name],
          ),
        );
      }
    }
  }
}
