import { quote } from "../quote.ts";

/** RFC 791 addresses, without a leading zero that some would read as octal. */
const octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}(?:/(?:3[0-2]|[12]?[0-9]))?$`);
/** RFC 1035, section 2.3.1, with the digits of RFC 1123, section 2.1; a last label of digits would be an address. */
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const domain = new RegExp(`^(?:\\*\\.)?(?:${label}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$`, "i");
const maxDomainLength = 255;

/**
 * Holds egress rules against the documented ones: IPv4 addresses and CIDR blocks in both lists,
 * domain names in `allow_out` only, and no IPv6. What is no text is left to the spec.
 *
 * @returns what is wrong, naming the list and the rule, or `undefined` when nothing is
 * @example
 * networkProblem({ deny_out: ["example.com"] }); // 'deny_out[0] "example.com" is a domain name; …'
 */
export function networkProblem(network: {
  readonly allow_out?: unknown;
  readonly deny_out?: unknown;
}): string | undefined {
  for (const list of ["allow_out", "deny_out"] as const) {
    const rules: readonly unknown[] = Array.isArray(network[list]) ? network[list] : [];
    for (const [index, rule] of rules.entries()) {
      const problem = typeof rule === "string" ? ruleProblem(rule, list) : undefined;
      if (problem !== undefined) return `${list}[${index}] ${quote(String(rule))} ${problem}`;
    }
  }
  return undefined;
}

function ruleProblem(rule: string, list: "allow_out" | "deny_out"): string | undefined {
  if (ipv4.test(rule)) return undefined;
  const isDomain = rule.length <= maxDomainLength && domain.test(rule);
  if (isDomain && list === "allow_out") return undefined;
  if (isDomain) return "is a domain name; only IPv4 addresses and CIDR blocks can be denied";
  if (/^[0-9a-f.]*:[0-9a-f:.]*(?:\/\d+)?$/i.test(rule)) return "is IPv6, which is not supported";
  return list === "allow_out"
    ? "is no IPv4 address, CIDR block or domain name"
    : "is no IPv4 address or CIDR block";
}
