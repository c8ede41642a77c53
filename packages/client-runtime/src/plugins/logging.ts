import { ClientError, hideSecrets } from "@sandboxes/client-runtime";
import type { Plugin } from "./plugin.ts";

/** Writes the lines of a log, as `console`, winston and others do. */
export interface Logger {
  debug(message: string, details: object): void;
  warn(message: string, details: object): void;
}

/** The headers whose values are logged. Of any other header only the name is. */
const harmless = /^(content-type|content-length|retry-after|ratelimit-.*|x-request-id|date)$/i;

/**
 * Creates a plugin that logs each attempt: its start and a success with `debug`, a failure with
 * `warn`. It logs no body, no query, and no value of a header that can hold a secret. It hides a
 * credential that a response repeats. Of a stream it logs the start.
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
    const hide = (text: string): string => hideSecrets(text, attempt.secrets);
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
      logger[answer.error ? "warn" : "debug"](`${call} returned ${status}`, {
        ...details,
        status,
        duration: since(),
        code: answer.error?.code && hide(answer.error.code),
        headers: redact(Object.fromEntries(headers)),
      });
      return answer;
    } catch (error) {
      logger.warn(`${call} failed`, {
        ...details,
        duration: since(),
        // An error that a plugin throws may hold anything.
        error: ClientError.isInstance(error) ? error.message : "an error of a plugin",
      });
      throw error;
    }
  };
}
