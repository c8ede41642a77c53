import type { Credential, Scheme } from "../operation.ts";
import { checkSecret } from "./check-secret.ts";
import { encodeText } from "./encode-text.ts";

/**
 * Writes an API key in a header (OpenAPI 3.1.1, section 4.8.27, "Security Scheme Object").
 *
 * @param header in lower case
 */
export function headerKey(name: string, header: string): Scheme {
  return inHeader(name, header, (credential) => [checkSecret(name, credential)]);
}

/** Writes an API key in the query. */
export function queryKey(name: string, parameter: string): Scheme {
  const start = `${encodeText(parameter, name)}=`;
  return {
    name,
    isPresent: ({ url }) =>
      url
        .split(/[?&]/)
        .slice(1)
        .some((each) => each.startsWith(start)),
    add(sendable, credential) {
      const secret = checkSecret(name, credential);
      const encoded = encodeText(secret, name);
      sendable.url += (sendable.url.includes("?") ? "&" : "?") + start + encoded;
      return [secret, encoded];
    },
    remove(sendable) {
      const url = new URL(sendable.url);
      url.searchParams.delete(parameter);
      sendable.url = url.href;
    },
  };
}

/** Writes an API key in a cookie. */
export function cookieKey(name: string, cookie: string): Scheme {
  const start = `${encodeText(cookie, name)}=`;
  return {
    name,
    isPresent: ({ init }) =>
      (init.headers["cookie"] ?? "").split("; ").some((each) => each.startsWith(start)),
    add({ init: { headers } }, credential) {
      const secret = checkSecret(name, credential);
      const encoded = encodeText(secret, name);
      const before = headers["cookie"] ? `${headers["cookie"]}; ` : "";
      headers["cookie"] = before + start + encoded;
      return [secret, encoded];
    },
    remove({ init: { headers } }) {
      const others = (headers["cookie"] ?? "")
        .split("; ")
        .filter((each) => !each.startsWith(start));
      delete headers["cookie"];
      if (others.length > 0) headers["cookie"] = others.join("; ");
    },
  };
}

/** Writes a bearer token (RFC 6750, section 2.1). OAuth 2.0 and OpenID Connect use it, too. */
export function bearer(name: string): Scheme {
  return inHeader(name, "authorization", (token) => {
    if (typeof token !== "string")
      throw new TypeError(`The credential \`${name}\` must be a token.`);
    return [`Bearer ${checkSecret(name, token)}`, token];
  });
}

/** Writes a user name and password (RFC 7617). */
export function basic(name: string): Scheme {
  return inHeader(name, "authorization", (credential) => {
    if (typeof credential === "string" || credential.username.includes(":"))
      throw new TypeError(
        `The credential \`${name}\` must be \`{ username, password }\`, the user name without a colon.`,
      );
    const bytes = new TextEncoder().encode(`${credential.username}:${credential.password}`);
    const encoded = btoa(String.fromCharCode(...bytes));
    return [`Basic ${encoded}`, credential.password, encoded];
  });
}

/** @param write returns the value of the header, and the secrets in it if they are not all of it */
function inHeader(
  name: string,
  header: string,
  write: (credential: Credential) => [value: string, ...secrets: string[]],
): Scheme {
  return {
    name,
    isPresent: ({ init }) => header in init.headers,
    add({ init }, credential) {
      const [value, ...secrets] = write(credential);
      init.headers[header] = value;
      return secrets.length > 0 ? secrets : [value];
    },
    remove({ init: { headers } }, secrets) {
      if (secrets.some((secret) => headers[header]?.includes(secret))) delete headers[header];
    },
  };
}
