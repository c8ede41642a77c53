import type { CallOptions } from "./options/call-options.ts";

/** The input of one call: what it sends, and its options. */
export interface Call extends CallOptions {
  /** The path parameters by name. */
  path?: Readonly<Record<string, unknown>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  /** The declared header parameters by name. `headers` takes any header as text. */
  header?: Readonly<Record<string, unknown>> | undefined;
  cookie?: Readonly<Record<string, unknown>> | undefined;
  /** Whether property names of the query may already have their prefix. */
  isWireName?: boolean | undefined;
  body?: unknown;
  /** The URL of a following page. It replaces path and query. */
  url?: string | undefined;
}
