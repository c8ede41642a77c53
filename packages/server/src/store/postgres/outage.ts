/**
 * SQLSTATE values, or classes (their first two characters), of errors that the statement did not cause
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html). The same statement may succeed later, on
 * this server or its replacement.
 */
const outages: ReadonlySet<string> = new Set([
  "08", // connection exception
  "28", // invalid authorization: a password was changed
  "40", // transaction rollback
  "53", // insufficient resources
  "57", // operator intervention, such as a shutdown or a statement timeout
  "58", // system error
  "25006", // read only: the server is a standby
  "3D000", // the database does not exist
  "55P03", // a lock is not available
]);

/** @returns whether a driver error means that the database is temporarily unavailable */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  const code = "code" in error ? String(error.code) : "";
  if (error.name === "PostgresError") return outages.has(code) || outages.has(code.slice(0, 2));
  // The driver's own codes (CONNECTION_CLOSED, CONNECT_TIMEOUT, …), and those of sockets and DNS.
  return /^(CONNECT|E[A-Z]{3,}|EAI_[A-Z]+)/.test(code);
}

/** @returns the message of an error, without a stack */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // An error that covers several addresses of one host has no message of its own.
  if (error instanceof AggregateError && error.message === "")
    return error.errors.map(reasonOf).join(", ");
  return error.message;
}
