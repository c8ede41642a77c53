/** @returns an error that says why the server cannot listen, and what to do */
export function explainListenError(
  error: NodeJS.ErrnoException,
  port: number,
  hostname: string,
): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is already in use; choose another port, or 0 for any free one`,
    EACCES: `this user may not use port ${port}; choose one above 1023`,
    EADDRNOTAVAIL: `${hostname} is not an address of this machine`,
    ENOTFOUND: `there is no host ${hostname}`,
    ERR_SOCKET_BAD_PORT: `${port} is not a port; choose a whole number from 0 to 65535`,
  };
  const { code = "" } = error;
  const message = `Cannot listen on ${hostname}:${port}: ${reasons[code] ?? error.message}.`;
  return Object.assign(new Error(message, { cause: error }), { code });
}
