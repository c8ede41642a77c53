import type { Clock } from "../attempts/clock.ts";
import type { Credentials } from "../operation.ts";
import type { Plugin } from "../plugins/plugin.ts";
import type { FetchInit } from "../request/sendable.ts";
import type { ReadError } from "../response/error-fields.ts";
import type { Limits } from "./limits.ts";

/** Sends a request, like the platform's `fetch`. */
export type FetchOption = (url: string, init: FetchInit) => Response | Promise<Response>;

/** The options of a client, checked and complete. */
export interface Settings {
  readonly baseUrl: string;
  /** Whether the caller chose the server: then operations do not use a server of their own. */
  readonly isBaseUrlGiven: boolean;
  readonly fetch: FetchOption;
  /** Whether `fetch` is the global one. */
  readonly isGlobalFetch: boolean;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly init: Readonly<Record<string, unknown>> | undefined;
  readonly limits: Limits;
  readonly retryBudget: number;
  readonly plugins: readonly Plugin[];
  readonly readError: ReadError;
  readonly random: () => number;
  readonly clock: Clock;
}
