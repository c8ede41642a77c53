import type { CreateSandbox, ErrorResponse, ExecEvent, Sandbox } from "@sandboxes/schema";
import { readEvents } from "./read-events.ts";

/** The operations that the page calls on its own server. */
export interface Api {
  list(filter: readonly Pair[], signal: AbortSignal): Promise<Sandbox[]>;
  create(sandbox: CreateSandbox): Promise<void>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  exec(id: string, command: string, signal: AbortSignal): AsyncGenerator<ExecEvent>;
}

/** A metadata key and its value. */
export type Pair = readonly [key: string, value: string];

/** An error response. */
export class Refused extends Error {
  readonly status: number;
  /** Milliseconds from `Retry-After`, if the response has it. */
  readonly retryAfter: number | undefined;

  constructor(status: number, message: string, retryAfter: number | undefined) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** @param readKey returns the current API key. It is sent in a header only */
export function createApi(readKey: () => string): Api {
  const call = async (
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Response> => {
    const { body, signal = null } = options;
    const headers: Record<string, string> = { "X-API-Key": readKey() };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const content = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(path, {
      method,
      headers,
      body: content,
      signal,
      cache: "no-store",
    });
    if (!response.ok) throw await toRefused(response);
    return response;
  };
  const at = (id: string, rest = ""): string => `/sandboxes/${encodeURIComponent(id)}${rest}`;
  return {
    list: async (filter, signal) => {
      const query = new URLSearchParams(filter.map(([key, value]) => [`metadata.${key}`, value]));
      const response = await call("GET", `/sandboxes?${query.toString()}`, { signal });
      return (await response.json()) as Sandbox[];
    },
    create: async (body) => void (await call("POST", "/sandboxes", { body })),
    pause: async (id) => void (await call("POST", at(id, "/pause"))),
    resume: async (id) => void (await call("POST", at(id, "/resume"))),
    remove: async (id) => void (await call("DELETE", at(id))),
    async *exec(id, command, signal) {
      const response = await call("POST", at(id, "/exec/stream"), { body: { command }, signal });
      if (response.body) yield* readEvents<ExecEvent>(response.body);
    },
  };
}

interface CallOptions {
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

async function toRefused(response: Response): Promise<Refused> {
  const body = (await response.json().catch(() => undefined)) as ErrorResponse | undefined;
  const message = body?.error?.message ?? `The server responded with status ${response.status}.`;
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new Refused(response.status, message, seconds >= 0 ? seconds * 1000 : undefined);
}
