/** Where a run writes what it says. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Aborted once nobody reads that any more, as after `| head -1`. */
  unread?: AbortSignal;
}

let output: Output | undefined;

/** @returns the output of this process; it is no error of a run that its reader goes away */
export function processOutput(): Output {
  // Once, as each stream is listened to until the end: what was written last may fail after the run.
  if (output) return output;
  const unread = new AbortController();
  output = {
    out: writer(process.stdout, unread),
    err: writer(process.stderr, unread),
    unread: unread.signal,
  };
  return output;
}

function writer(stream: NodeJS.WriteStream, unread: AbortController): (text: string) => void {
  let isRead = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isRead = false;
    unread.abort();
  });
  return (text) => {
    if (isRead) stream.write(`${text}\n`);
  };
}
