import { schemas } from "@sandboxes/schema/schemas";
import { quote } from "../quote.ts";

const { allow_out, deny_out } = schemas.NetworkRules.properties;
/** An IPv4 address or CIDR block, with the pattern of the spec. */
const ipv4 = new RegExp(deny_out.items.pattern, "u");
/** An IPv4 address, a CIDR block or a domain name. */
const ipv4OrDomain = new RegExp(allow_out.items.pattern, "u");

/**
 * Checks egress rules against the documented limits: both lists accept IPv4 addresses and CIDR blocks,
 * only `allow_out` accepts domain names, and IPv6 is not allowed. The validators of the spec check types.
 *
 * @returns the problem, with the list and the rule; `undefined` if there is none
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
