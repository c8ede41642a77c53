/** Drops what a library writes to the streams of the process: they belong to the server, and not to a thread. */
export function silenceThread(): void {
  for (const stream of [process.stdout, process.stderr])
    Object.assign(stream, { write: (): boolean => true });
}
