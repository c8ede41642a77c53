import { words } from "../api/names/words.ts";
import type { ClientArtifactOptions } from "../emit/client/emit-client.ts";

/** The environment variables that a client reads. */
export type EnvironmentNames = NonNullable<ClientArtifactOptions["environment"]>;

/**
 * Names the environment variables of a client.
 *
 * @param schemes the security schemes whose credentials are one text
 * @returns such as `TRAIN_TRAVEL_BASE_URL`, and `TRAIN_TRAVEL_OAUTH2` for the scheme `OAuth2`
 */
export function environmentNames(
  packageName: string,
  schemes: readonly string[],
): EnvironmentNames {
  const prefix = constantCase(packageName.replace(/^@.*\//, "").replace(/-(api|client|sdk)$/, ""));
  const credentials: Record<string, string> = {};
  const taken = new Set([`${prefix}_BASE_URL`]);
  for (const scheme of schemes) {
    const base = `${prefix}_${constantCase(scheme)}`;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    credentials[scheme] = name;
  }
  return {
    baseUrl: `${prefix}_BASE_URL`,
    ...(schemes.length > 0 ? { credentials } : {}),
  };
}

function constantCase(name: string): string {
  const text = words(name.replaceAll("OAuth", "Oauth"))
    .join("_")
    .normalize("NFKD")
    .replaceAll(/[^\w]/g, "")
    .toUpperCase();
  return text.replace(/^(?=\d)/, "_") || "API";
}
