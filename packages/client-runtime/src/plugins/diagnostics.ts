import type { Plugin } from "./plugin.ts";

/** The messages by channel. */
export interface DiagnosticsEvents {
  /** The client is about to send a request. */
  "client-runtime:attempt": { operation: string; attempt: number };
  /** The client is about to send a request again, after a wait of `delay` milliseconds. */
  "client-runtime:retry": { operation: string; attempt: number; delay: number };
  /**
   * The client has read a response, of any status. For a stream it has read only the headers; no
   * message follows about its body. `duration` is in milliseconds.
   */
  "client-runtime:response": {
    operation: string;
    attempt: number;
    status: number;
    duration: number;
  };
  /** No response arrived, or it breaks the contract. */
  "client-runtime:error": {
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
 * Creates a plugin that publishes each attempt on the channels of `node:diagnostics_channel`. In a
 * runtime without that module it does nothing.
 *
 * @example
 * import { subscribe } from "node:diagnostics_channel";
 *
 * subscribe("client-runtime:response", (message) => console.log(message));
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
    if (attempt.number > 1) publish("client-runtime:retry", { ...event, delay: attempt.delay });
    publish("client-runtime:attempt", event);
    try {
      const answer = await next(attempt);
      const { status } = answer.response;
      const duration = performance.now() - start;
      publish("client-runtime:response", { ...event, status, duration });
      return answer;
    } catch (error) {
      publish("client-runtime:error", { ...event, error, duration: performance.now() - start });
      throw error;
    }
  };
}
