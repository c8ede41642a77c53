import { ApiFault } from "../api-fault.ts";
import { maxBodyBytes } from "./max-body-bytes.ts";

/**
 * Reads the JSON body of a request.
 *
 * @returns the parsed value
 * @throws {ApiFault} 400 if there is no body or it is not JSON in valid UTF-8; 413 if it is too long
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const contentType = request.headers.get("Content-Type");
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? ""))
    throw refuse(`must be application/json, not ${contentType ?? "without a Content-Type"}`);
  const [, charset = "utf-8"] = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? "") ?? [];
  if (!/^utf-?8$/i.test(charset)) throw refuse(`must be UTF-8, not ${charset}`);
  const encoding = request.headers.get("Content-Encoding") ?? "identity";
  if (!/^identity$/i.test(encoding))
    throw refuse(`must not be compressed, and has the Content-Encoding ${encoding}`);
  const text = decode(await readBytes(request));
  if (text === "") throw refuse("is missing");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The message of the engine can contain a part of the body.
    const [place = ""] = / at position \d+/.exec((error as Error).message) ?? [];
    throw refuse(`is not valid JSON${place}`);
  }
  // Half of a surrogate pair can only come from an escape. No store can save it.
  if (/\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(value))
    throw refuse("is not valid Unicode: a string contains half of a surrogate pair");
  return value;
}

/**
 * Reads and ignores the body of a request for an operation without a body. A request whose body is incomplete
 * then has no effect.
 *
 * @throws {ApiFault} 413 if the body is too long; 400 if it is incomplete
 */
export async function skipBody(request: Request): Promise<void> {
  await readBytes(request);
}

/** @returns whether the headers of a request announce a body that can be read */
export function hasBody({ method, headers }: Pick<Request, "headers" | "method">): boolean {
  // Node checks the transfer coding only after it has passed the headers on.
  if (headers.has("Transfer-Encoding")) return true;
  // A `Request` with GET or HEAD never has a readable body, whatever its headers say.
  if (method === "GET" || method === "HEAD") return false;
  return Number(headers.get("Content-Length") ?? 0) > 0;
}

function refuse(problem: string): ApiFault {
  return new ApiFault(400, "bad_request", `The body ${problem}.`);
}

async function readBytes({ headers, body }: Request): Promise<Uint8Array> {
  const tooLong = (): ApiFault =>
    new ApiFault(413, "bad_request", `The body has more than ${maxBodyBytes} bytes.`);
  if (Number(headers.get("Content-Length") ?? 0) > maxBodyBytes) throw tooLong();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      length += part.value.length;
      if (length > maxBodyBytes) {
        // The rest of the body is not needed.
        void reader?.cancel().catch(() => {});
        throw tooLong();
      }
      chunks.push(part.value);
    }
  } catch (error) {
    throw ApiFault.isInstance(error) ? error : refuse("did not arrive whole");
  }
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse("is not valid UTF-8");
  }
}

// Not recursive, because a body of the allowed length can nest deeper than the stack.
function isWellFormed(value: unknown): boolean {
  const left = [value];
  for (const item of left) {
    if (typeof item === "string" && /\p{Surrogate}/u.test(item)) return false;
    if (typeof item !== "object" || item === null) continue;
    for (const [key, part] of Object.entries(item)) {
      left.push(part);
      if (!Array.isArray(item)) left.push(key);
    }
  }
  return true;
}
