import { describe, expect, it } from "vitest";
import { networkProblem } from "./network-limits.ts";

const long = (length: number): string => "a".repeat(length);

describe("allow_out", () => {
  it.each([
    "8.8.8.8",
    "8.8.8.8/32",
    "0.0.0.0/0",
    "api.openai.com",
    "*.github.com",
    "API.OpenAI.com",
    "a-b.xn--p1ai",
    "example.com.",
    "_dmarc.example.com",
    "my_host.example.com",
    "bücher.example",
    "例え.テスト",
    `${long(63)}.com`,
  ])("accepts %s", (rule) => {
    expect(networkProblem({ allow_out: [rule] })).toBeUndefined();
  });

  it.each([
    "",
    "localhost",
    "256.1.1.1",
    "1.2.3",
    "08.8.8.8",
    "8.8.8.8/33",
    "::1",
    "-a.com",
    "a-.com",
    "a..com",
    ".com",
    "a.com..",
    "*",
    "*.*.com",
    "a.*.com",
    "a b.com",
    "a\u00a0b.com",
    "a.1",
    "a.com/x",
    "https://a.com",
    "a.com:443",
    `${long(64)}.com`,
    `${`${long(62)}.`.repeat(4)}com.x`,
  ])("rejects %j", (rule) => {
    expect(networkProblem({ allow_out: [rule] })).toMatch(/^allow_out\[0\] ".*" is /);
  });
});

describe("deny_out", () => {
  it.each(["8.8.8.8", "0.0.0.0/0", "10.0.0.0/8"])("accepts %s", (rule) => {
    expect(networkProblem({ deny_out: [rule] })).toBeUndefined();
  });

  it.each([
    ["example.com", "is a domain name; only IPv4 addresses and CIDR blocks can be denied"],
    ["_a.example.com.", "is a domain name; only IPv4 addresses and CIDR blocks can be denied"],
    ["::1", "is IPv6, which is not supported"],
    ["2001:db8::/32", "is IPv6, which is not supported"],
    ["x", "is not an IPv4 address or CIDR block"],
  ])("rejects %s", (rule, problem) => {
    expect(networkProblem({ deny_out: ["8.8.8.8", rule] })).toBe(
      `deny_out[1] "${rule}" ${problem}`,
    );
  });
});
