import type { MaybePromise } from "../maybe-promise.ts";
import { toHex } from "./random-hex.ts";

/** The part of Node that is used if the runtime has it. */
interface Runtime {
  readonly process?: { getBuiltinModule?(name: "node:crypto"): NodeCrypto | undefined };
}
interface NodeCrypto {
  hash?(algorithm: "sha256", data: string, encoding: "hex"): string;
}

const hash = (globalThis as Runtime).process?.getBuiltinModule?.("node:crypto")?.hash;

/**
 * Hashes a text.
 *
 * @returns the SHA-256 of its UTF-8 bytes in lower-case hex. Uses Node's own function if it exists: Web
 * Crypto uses another thread, which takes ten times as long for a short text
 */
export function sha256(text: string): MaybePromise<string> {
  return hash ? hash("sha256", text, "hex") : digestOf(text);
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest));
}
