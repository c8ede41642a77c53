import type { components } from "@sandboxes/schema";
import { ApiFault } from "../api-fault.ts";
import type { Ending, Output } from "../runtime/runtime.ts";
import type { Follow } from "./running-machine.ts";

type ExecEvent = components["schemas"]["ExecEvent"];
type EventData = Omit<ExecEvent, "timestamp">;

/**
 * Yields server-sent events for a command (WHATWG HTML, section 9.2): one for each piece of output, and
 * always a last one. The command waits until each piece has been read.
 *
 * @param clock returns milliseconds since the epoch
 * @param toFault converts an internal error to a fault for the last event
 */
export async function* execEvents(
  clock: () => number,
  signal: AbortSignal,
  run: (follow: Follow) => Promise<Ending>,
  toFault: (error: unknown) => ApiFault,
): AsyncGenerator<string> {
  const waiting: { readonly output: Output; taken(): void }[] = [];
  let wake = (): void => {};
  let ending: EventData | undefined;
  const write = async (output: Output): Promise<void> =>
    await new Promise((taken) => {
      waiting.push({ output, taken });
      wake();
    });
  const running = run({ signal, write }).then(
    (end): EventData => end,
    (error: unknown): EventData => {
      const fault = ApiFault.isInstance(error) || signal.aborted ? error : toFault(error);
      return ApiFault.isInstance(fault)
        ? { error: fault.message, code: fault.code }
        : { error: "The caller has closed the connection.", code: "gone" };
    },
  );
  void running.then((data) => {
    // An error also has `finished`, because clients look for it first.
    ending = { finished: true, ...data };
    wake();
  });

  for (;;) {
    const piece = waiting.shift();
    if (piece) {
      yield toEvent(clock(), piece.output);
      piece.taken();
    } else if (ending) {
      yield toEvent(clock(), ending);
      return;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

function toEvent(now: number, data: EventData): string {
  const event: ExecEvent = { timestamp: new Date(now).toISOString(), ...data };
  return `data: ${JSON.stringify(event)}\n\n`;
}
