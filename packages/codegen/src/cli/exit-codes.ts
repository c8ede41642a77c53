/** The exit codes of the command line, one for each outcome. */
export const exitCodes = {
  ok: 0,
  /** A document was rejected, or a file could not be read or written. */
  rejected: 1,
  /** The arguments or the configuration are wrong. */
  usage: 2,
  /** `check` found a file that differs from its document. */
  drift: 3,
} as const;
