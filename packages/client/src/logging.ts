import { SandboxesError } from "@sandboxes/client";
import type { Plugin } from "./exchange.ts";
import { keyOf } from "./key-of.ts";

/** What takes the lines of a log: `console`, winston and others do. */
export interface Logger {
  debug(message: string, details: object): void;
  warn(message: string, details: object): void;
}

/** The headers whose values are logged. Of all others only the name is. */
const harmless = /^(content-type|content-length|retry-after|ratelimit-.*|x-request-id|date)$/i;

/**
 * Makes a plugin that logs each attempt: that it begins and how it is answered with `debug`, that
 * it fails with `warn`. No body is logged, no query, and no value of a header that can hold a
 * secret; where an answer repeats the API key, it is hidden. Of a stream it logs how it begins.
 *
 * @example
 * const client = createClient({ plugins: [logging(console)] });
 *
 * // pino takes the details first:
 * logging({
 *   debug: (message, details) => pino.debug(details, message),
 *   warn: (message, details) => pino.warn(details, message),
 * });
 */
export function logging(logger: Logger): Plugin {
  return (next) => async (attempt) => {
    const { operation, number, delay, url, init } = attempt;
    const call = `${operation.method} ${operation.path}`;
    const key = keyOf(attempt);
    // Not by `hideKey`: the client would be one file more to load for those who do not log.
    const hide = (text: string): string => (key ? text.replaceAll(key, "[API key]") : text);
    const redact = (headers: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          harmless.test(name) ? hide(value) : "[redacted]",
        ]),
      );
    const shownUrl = hide(url.replace(/\?.*/s, ""));
    const details = { operation: operation.id, url: shownUrl, attempt: number };
    const start = performance.now();
    const since = (): number => Math.round(performance.now() - start);
    logger.debug(`${call} is sent`, { ...details, delay, headers: redact(init.headers) });
    try {
      const answer = await next(attempt);
      const { status, headers } = answer.response;
      logger[answer.error ? "warn" : "debug"](`${call} is answered with ${status}`, {
        ...details,
        status,
        duration: since(),
        code: answer.error?.error.code,
        headers: redact(Object.fromEntries(headers)),
      });
      return answer;
    } catch (error) {
      logger.warn(`${call} is not answered`, {
        ...details,
        duration: since(),
        // What others have thrown may hold anything.
        error: SandboxesError.isInstance(error) ? error.message : "of a plugin",
      });
      throw error;
    }
  };
}
