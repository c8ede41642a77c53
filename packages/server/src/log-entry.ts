/**
 * What is logged of a request: never its key, a token, its query or a body.
 */
export interface LogEntry {
  /** When the answer was ready, as an RFC 3339 date-time in UTC. */
  readonly time: string;
  /** What the answer calls the request in `X-Request-Id`. */
  readonly requestId: string;
  readonly method: string;
  /** At most its first 200 characters. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** The operationId, where the path and the method are those of an operation. */
  readonly operation?: string;
  /** Id of the team, once its key is known to be good. */
  readonly team?: string;
  /** Where the request came from. */
  readonly address?: string;
  /** The code of an answer that is no success. */
  readonly code?: string;
}

/** What becomes known of a request while it is answered. */
export interface Facts {
  readonly requestId: string;
  operation?: string;
  team?: string;
  code?: string;
}

const longestPath = 200;

/**
 * @param outcome.start when the request came, by `performance.now()`
 * @param outcome.now milliseconds since the epoch
 */
export function toLogEntry(
  { method, path }: { readonly method: string; readonly path: string },
  address: string | undefined,
  { requestId, ...facts }: Facts,
  { status, start, now }: { status: number; start: number; now: number },
): LogEntry {
  return {
    time: new Date(now).toISOString(),
    requestId,
    method,
    path: path.slice(0, longestPath),
    status,
    milliseconds: Math.round((performance.now() - start) * 100) / 100,
    ...facts,
    ...(address === undefined ? {} : { address }),
  };
}
