import type { MessagePort } from "node:worker_threads";

/** Methods that the other side of a port can call. */
export type Methods = Readonly<Record<string, (...parameters: never[]) => unknown>>;

/** Calls the methods of the other side of a port. */
export interface Calls {
  /**
   * @param ports transferred to the other side as part of the parameters
   * @returns the result of the method
   * @throws {Error} the error of the method, with its message and `code`; or if the port closes first
   */
  call(
    method: string,
    parameters: readonly unknown[],
    ports?: readonly MessagePort[],
  ): Promise<unknown>;
  /** Rejects pending calls and accepts no more. */
  close(): void;
}

type Message =
  | { readonly id: number; readonly method: string; readonly parameters: readonly unknown[] }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: string; readonly code?: unknown };

/** Arrays of at least this size are transferred if they own their buffer. Others are copied. */
const minTransfer = 16_384;

/**
 * Connects two threads by a port, so that each can call methods of the other.
 *
 * @param methods methods that the other side can call
 * @param keepsAlive whether a pending call keeps the process alive
 */
export function connectCalls(port: MessagePort, methods: Methods = {}, keepsAlive = false): Calls {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let isClosed = false;
  const close = (): void => {
    isClosed = true;
    for (const { reject } of waiting.values()) reject(new Error("The thread has ended."));
    waiting.clear();
    port.close();
  };
  const post = (
    message: Message,
    content: readonly unknown[],
    ports: readonly MessagePort[] = [],
  ): void => {
    port.postMessage(message, [...buffersOf(content), ...ports]);
  };
  const answer = async (
    id: number,
    method: string,
    parameters: readonly unknown[],
  ): Promise<void> => {
    try {
      if (!Object.hasOwn(methods, method)) throw new Error(`There is no method ${method}.`);
      const run = methods[method] as (...all: readonly unknown[]) => unknown;
      const value = await run(...parameters);
      if (!isClosed) post({ id, value }, [value]);
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      const code = error instanceof Error && "code" in error ? { code: error.code } : {};
      if (!isClosed) post({ id, fault, ...code }, []);
    }
  };
  port.on("close", close);
  port.on("message", (message: Message) => {
    if ("method" in message) {
      void answer(message.id, message.method, message.parameters);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (keepsAlive && waiting.size === 0) port.unref();
    if ("value" in message) call?.resolve(message.value);
    else call?.reject(Object.assign(new Error(message.fault), { code: message.code }));
  });
  if (keepsAlive) port.unref();
  return {
    call: async (method, parameters, ports) => {
      if (isClosed) throw new Error("The thread has ended.");
      const id = (lastId += 1);
      const result = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      if (keepsAlive) port.ref();
      post({ id, method, parameters }, parameters, ports);
      return await result;
    },
    close,
  };
}

function buffersOf(content: readonly unknown[]): ArrayBuffer[] {
  return content.flatMap((value) =>
    value instanceof Uint8Array &&
    value.buffer instanceof ArrayBuffer &&
    value.length >= minTransfer &&
    value.length === value.buffer.byteLength
      ? [value.buffer]
      : [],
  );
}
