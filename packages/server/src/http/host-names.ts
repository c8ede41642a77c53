import { isIP } from "node:net";

/**
 * Reads the host name of a `Host` header.
 *
 * @returns the name without the port, in the form that browsers use (WHATWG URL, "host parsing"): lower
 * case, IPv6 in brackets, and no trailing dot; `undefined` if it is not a host name
 */
export function hostNameOf(host: string): string | undefined {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
}

/** @returns whether a name always means this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3) */
export function isLoopback(name: string): boolean {
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "[::1]" ||
    (isIP(name) === 4 && name.startsWith("127."))
  );
}

/** @returns whether a name is an IP address, IPv6 in brackets */
export function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0;
}
