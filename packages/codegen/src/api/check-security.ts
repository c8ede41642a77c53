import { closest } from "../document/closest.ts";
import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import type { Report } from "./check-document.ts";

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
