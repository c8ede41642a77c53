/**
 * The log entry of a request. It never contains an API key, a token, the query or a body.
 */
export interface LogEntry {
  /** When the response was ready, as an RFC 3339 date-time in UTC. */
  readonly time: string;
  /** The value of `X-Request-Id` in the response. */
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
  /** The error code of an error response. */
  readonly code?: string;
}

/** Facts for the log that become known while a request is handled. */
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
