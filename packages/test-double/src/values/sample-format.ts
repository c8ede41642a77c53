import type { Random } from "./random.ts";

const firstInstant = Date.parse("2026-01-01T00:00:00Z");
const minute = 60_000;

type Sample = (random: Random) => string;

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => random.integer(0, 15).toString(16)).join("");
}

const letters = Array.from("abcdefghijklmnopqrstuvwxyz");

function word(random: Random): string {
  return Array.from({ length: 8 }, () => random.pick(letters)).join("");
}

function instant(random: Random): string {
  return new Date(firstInstant + minute * random.integer(0, 500_000)).toISOString();
}

/** The formats of JSON Schema 2020-12 (validation, section 7.3) and of the OpenAPI format registry. */
const samples: Readonly<Record<string, Sample>> = {
  // RFC 9562, section 5.4.
  uuid: (random) =>
    `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${random.pick(["8", "9", "a", "b"])}${hex(random, 3)}-${hex(random, 12)}`,
  "date-time": instant,
  date: (random) => instant(random).slice(0, 10),
  time: (random) => `${instant(random).slice(11, 19)}Z`,
  duration: (random) => `PT${random.integer(1, 59)}M`,
  email: (random) => `${word(random)}@example.com`,
  "idn-email": (random) => `${word(random)}@example.com`,
  hostname: (random) => `${word(random)}.example.com`,
  "idn-hostname": (random) => `${word(random)}.example.com`,
  // RFC 5737, section 3, and RFC 3849: addresses for documentation.
  ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
  ipv6: (random) => `2001:db8::${random.integer(1, 65_535).toString(16)}`,
  uri: (random) => `https://example.com/${word(random)}`,
  url: (random) => `https://example.com/${word(random)}`,
  iri: (random) => `https://example.com/${word(random)}`,
  "uri-reference": (random) => `/${word(random)}`,
  "iri-reference": (random) => `/${word(random)}`,
  "uri-template": (random) => `https://example.com/{${word(random)}}`,
  "json-pointer": (random) => `/${word(random)}`,
  "relative-json-pointer": (random) => `0/${word(random)}`,
  regex: () => "^[a-z]+$",
  byte: (random) => btoa(word(random)),
  base64url: (random) => btoa(word(random)).replaceAll("=", ""),
  int32: (random) => String(random.integer(1, 1_000_000)),
  int64: (random) => String(random.integer(1, 1_000_000)),
};

/** Returns a string of a format, or `undefined` if the format is unknown. */
export function sampleFormat(format: unknown, random: Random): string | undefined {
  if (typeof format !== "string" || !Object.hasOwn(samples, format)) return undefined;
  return samples[format]?.(random);
}
