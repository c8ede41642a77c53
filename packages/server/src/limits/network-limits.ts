import { schemas } from "@sandboxes/schema/schemas";
import { quote } from "../quote.ts";

const { allow_out, deny_out } = schemas.NetworkRules.properties;
/** An IPv4 address or block, as the spec has it. */
const ipv4 = new RegExp(deny_out.items.pattern, "u");
/** That, or a domain name. */
const ipv4OrDomain = new RegExp(allow_out.items.pattern, "u");

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
  const isDomain = rule.length <= allow_out.items.maxLength && ipv4OrDomain.test(rule);
  if (isDomain && list === "allow_out") return undefined;
  if (isDomain) return "is a domain name; only IPv4 addresses and CIDR blocks can be denied";
  if (/^[0-9a-f.]*:[0-9a-f:.]*(?:\/\d+)?$/i.test(rule)) return "is IPv6, which is not supported";
  return list === "allow_out"
    ? "is not an IPv4 address, CIDR block or domain name"
    : "is not an IPv4 address or CIDR block";
}
