import type { Credential, Scheme } from "../operation.ts";

/** Writes a bearer token (RFC 6750, section 2.1). OAuth 2.0 and OpenID Connect use it, too. */
export function bearer(name: string): Scheme {
  return {
    name,
    in: "header",
    key: "authorization",
    write: (token) => {
      if (typeof token === "string") return `Bearer ${token}`;
      throw new TypeError(`The credential \`${name}\` must be a token.`);
    },
  };
}

/** Writes a user name and password (RFC 7617). */
export function basic(name: string): Scheme {
  return {
    name,
    in: "header",
    key: "authorization",
    write: (credential: Credential) => {
      if (typeof credential === "string" || credential.username.includes(":"))
        throw new TypeError(
          `The credential \`${name}\` must be \`{ username, password }\`, the user name without a colon.`,
        );
      const bytes = new TextEncoder().encode(`${credential.username}:${credential.password}`);
      return `Basic ${btoa(String.fromCharCode(...bytes))}`;
    },
  };
}
