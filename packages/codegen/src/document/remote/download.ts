import { DocumentError } from "../problems/problem.ts";
import type { Input } from "./input.ts";
import { isUrl, publicUrl } from "./location.ts";
import { TooLarge, inMegabytes, readLimited } from "./read-limited.ts";
import type { RemoteOptions } from "./remote-options.ts";

/** Redirects that are followed: as many as browsers follow (WHATWG Fetch, "HTTP-redirect fetch"). */
const mostRedirects = 20;

/**
 * Downloads a document.
 *
 * It follows redirects by itself: `fetch` would send every header but a few on to the origin that a
 * redirect names.
 *
 * @param privateOrigin the origin that gets the headers
 * @returns the text, and the URL that it came from in the end
 * @throws {DocumentError} `unreachable`, with the reason; the message shows no header and no query
 */
export async function download(
  url: string,
  { headers, timeout, maxBytes }: RemoteOptions,
  privateOrigin: string = new URL(url).origin,
): Promise<Input> {
  const signal = AbortSignal.timeout(timeout);
  let at = new URL(url);
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const isPrivate = at.origin === privateOrigin;
      const response = await fetch(at, {
        headers: { accept, ...(isPrivate ? headers : {}) },
        redirect: "manual",
        signal,
      });
      const next = redirectOf(response, at);
      if (!next) return { text: await textOf(response, at, maxBytes), base: at.href };
      await response.body?.cancel();
      at = next;
    }
    throw new Unusable(`it redirects more than ${mostRedirects} times.`);
  } catch (error) {
    throw problem(url, why(error, at, timeout), error);
  }
}

const accept = "application/yaml, application/json, text/yaml, */*;q=0.5";

/** A response that is no document, and why. */
class Unusable extends Error {}

function redirectOf(response: Response, from: URL): URL | undefined {
  const location = response.headers.get("location");
  if (response.status < 300 || response.status > 399 || location === null) return undefined;
  if (!URL.canParse(location, from.href))
    throw new Unusable("it redirects to something that is not a URL.");
  const next = new URL(location, from);
  if (!isUrl(next.href))
    throw new Unusable(`it redirects to a URL of ${next.protocol.slice(0, -1)}.`);
  return next;
}

async function textOf(response: Response, from: URL, maxBytes: number): Promise<string> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new Unusable(`the server responds with ${response.status}${hintFor(response.status)}`);
  }
  const announced = Number(response.headers.get("content-length") ?? 0);
  if (announced > maxBytes) {
    await response.body?.cancel();
    throw new TooLarge(`It is larger than ${inMegabytes(maxBytes)}.`);
  }
  const text = response.body === null ? "" : await readLimited(response.body, maxBytes);
  if (text.trim() === "") throw new Unusable("the response is empty.");
  if (isPage(response.headers.get("content-type") ?? "", text)) throw new Unusable(pageHint(from));
  return text;
}

function hintFor(status: number): string {
  if (status === 401 || status === 403)
    return ". Give it what it asks for with --header 'Authorization: …'.";
  if (status === 404 || status === 410) return ": there is no such document. Check the address.";
  if (status === 429 || status >= 500) return ". Try again later.";
  return ".";
}

function isPage(contentType: string, text: string): boolean {
  return (
    /^(text\/html|application\/xhtml)/i.test(contentType) ||
    /^\s*<(!doctype\s+html|html|head|body)\b/i.test(text)
  );
}

function pageHint({ hostname, pathname }: URL): string {
  const isGitHub = hostname === "github.com" && pathname.includes("/blob/");
  const hint = isGitHub
    ? `https://raw.githubusercontent.com${pathname.replace("/blob/", "/")}`
    : "the file itself";
  return `it is a web page, and not a document. Give the address of ${hint}.`;
}

/** Reasons by the codes of Node's network errors. */
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name of the host cannot be resolved",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was closed",
  UND_ERR_SOCKET: "the connection was closed",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ETIMEDOUT: "the host does not respond",
  UND_ERR_CONNECT_TIMEOUT: "the host does not respond",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
};

function why(error: unknown, at: URL, timeout: number): string {
  const where = `(at ${publicUrl(at.href)})`;
  if (error instanceof Unusable) return `${error.message} ${where}`;
  if (error instanceof TooLarge)
    return `${error.message} Allow more with --max-size. ${where}`.replace(/^It/, "it");
  const { name, message, cause } = error as Error;
  if (name === "TimeoutError")
    return `it takes more than ${timeout / 1000} s. Allow more with --timeout. ${where}`;
  // `fetch` fails with one message for everything, and the reason is the cause.
  const { code = "", message: said } = (cause ?? { message }) as NodeJS.ErrnoException;
  const reason = reasons[code] ?? (code === "" ? said : code);
  return `${reason}. ${where}`;
}

function problem(url: string, reason: string, cause: unknown): DocumentError {
  const message = `Cannot download the document: ${reason}`;
  const problems = [{ code: "unreachable" as const, message, file: publicUrl(url) }];
  return new DocumentError(problems, { cause });
}
