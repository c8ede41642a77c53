/** Drops the output that a library writes to the streams of the process, because they belong to the server. */
export function silenceThread(): void {
  for (const stream of [process.stdout, process.stderr])
    Object.assign(stream, { write: (): boolean => true });
}
