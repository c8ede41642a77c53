import type { Plugin } from "./exchange.ts";

/** What is published on each channel. */
export interface DiagnosticsEvents {
  /** A request is about to be sent. */
  "sandboxes:client:attempt": { operation: string; attempt: number };
  /** A request is about to be sent again, after a wait of `delay` milliseconds. */
  "sandboxes:client:retry": { operation: string; attempt: number; delay: number };
  /**
   * An answer has been read, whatever its status; of a stream, its headers have, and what becomes
   * of its body is not published. `duration` is in milliseconds.
   */
  "sandboxes:client:answer": {
    operation: string;
    attempt: number;
    status: number;
    duration: number;
  };
  /** No answer came, or none that can be used. */
  "sandboxes:client:error": {
    operation: string;
    attempt: number;
    error: unknown;
    duration: number;
  };
}

interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

/**
 * Makes a plugin that publishes what a client does on the channels of `node:diagnostics_channel`,
 * where the runtime has it; elsewhere it does nothing.
 *
 * @example
 * import { subscribe } from "node:diagnostics_channel";
 *
 * subscribe("sandboxes:client:answer", (message) => console.log(message));
 * const client = createClient({ plugins: [diagnostics()] });
 */
export function diagnostics(): Plugin {
  const { process } = globalThis as {
    process?: { getBuiltinModule?(id: string): { channel(name: string): Channel } | undefined };
  };
  const channels = process?.getBuiltinModule?.("node:diagnostics_channel");
  if (!channels) return (next) => next;

  const publish = <Name extends keyof DiagnosticsEvents>(
    name: Name,
    message: DiagnosticsEvents[Name],
  ): void => {
    const channel = channels.channel(name);
    if (channel.hasSubscribers) channel.publish(message);
  };
  return (next) => async (attempt) => {
    const event = { operation: attempt.operation.id, attempt: attempt.number };
    const start = performance.now();
    if (attempt.number > 1) publish("sandboxes:client:retry", { ...event, delay: attempt.delay });
    publish("sandboxes:client:attempt", event);
    try {
      const answer = await next(attempt);
      const { status } = answer.response;
      const duration = performance.now() - start;
      publish("sandboxes:client:answer", { ...event, status, duration });
      return answer;
    } catch (error) {
      publish("sandboxes:client:error", { ...event, error, duration: performance.now() - start });
      throw error;
    }
  };
}
