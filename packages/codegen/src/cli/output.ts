/** The output of a run. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Is aborted when the reader is gone, as after `| head -1`. */
  unread?: AbortSignal;
}

let output: Output | undefined;

/** @returns the output of this process. It is no error if the reader goes away */
export function processOutput(): Output {
  // Made once: the last write may fail after the run, so the listeners stay.
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
