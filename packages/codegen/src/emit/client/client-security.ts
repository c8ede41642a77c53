import type { Api, Operation } from "../../api/api.ts";
import { textAt } from "../../api/fields.ts";
import type { JsonObject } from "../../document/read-document.ts";
import { literal } from "../text/literal.ts";
import { CannotSend } from "./cannot-send.ts";
import type { Pieces } from "./pieces.ts";

/**
 * @returns the expression of a security scheme; `""` if its proof is no part of a request, as a client
 *   certificate; `undefined` if the client cannot write its credential
 */
export function schemeExpression(
  name: string,
  scheme: JsonObject,
  pieces: Pieces,
): string | undefined {
  const place = textAt(scheme, "in");
  const key = textAt(scheme, "name");
  switch (scheme["type"]) {
    case "apiKey":
      if (key === undefined || (place !== "header" && place !== "query" && place !== "cookie"))
        return undefined;
      return `${pieces.value(`${place}Key`)}(${literal(name)}, ${literal(place === "header" ? key.toLowerCase() : key)})`;
    case "oauth2":
    case "openIdConnect":
      return `${pieces.value("bearer")}(${literal(name)})`;
    case "mutualTLS":
      return "";
    case "http": {
      // RFC 9110, section 11.1: the names of schemes have no case.
      const kind = textAt(scheme, "scheme")?.toLowerCase();
      if (kind !== "bearer" && kind !== "basic") return undefined;
      return `${pieces.value(kind)}(${literal(name)})`;
    }
    default:
      return undefined;
  }
}

/**
 * @param schemes the identifiers of the schemes that the client can write, by name
 * @returns the expression of the alternatives, `undefined` if the operation needs no credential
 * @throws {CannotSend} if the client can write none of them
 */
export function securityExpression(
  { security, object }: Operation,
  api: Api,
  schemes: ReadonlyMap<string, string>,
  pieces: Pieces,
): string | undefined {
  if (security.length === 0) return undefined;
  const usable = security.filter((names) => names.every((name) => schemes.has(name)));
  if (usable.length === 0) {
    const names = [...new Set(security.flat())].filter((name) => !schemes.has(name));
    const types = names.map((name) => {
      const scheme = api.securitySchemes.get(name);
      const kind = scheme && (textAt(scheme, "scheme") ?? textAt(scheme, "type"));
      return `\`${name}\`${kind === undefined ? "" : ` (${kind})`}`;
    });
    throw new CannotSend(
      `The client cannot write credentials of ${types.join(", ")}.`,
      object,
      "security",
    );
  }
  const alternatives = usable.map(
    (names) =>
      `[${names
        .map((name) => schemes.get(name))
        .filter((each) => each !== "")
        .join(", ")}]`,
  );
  const list = [...new Set(alternatives)];
  if (list.length === 1 && list[0] === "[]") return undefined;
  const [only = ""] = list;
  return list.length === 1 && !only.includes(",")
    ? `${pieces.value("requires")}(${only.slice(1, -1)})`
    : `${pieces.value("oneOf")}([${list.join(", ")}])`;
}
