import type { CallOptions } from "./options/call-options.ts";

/** A page that the page before it names by its URL. */
interface FollowingPage {
  readonly url: string;
  /**
   * @param base the URL of the API
   * @returns the absolute URL
   * @throws {TypeError} if it is on another origin, which would get the credentials
   */
  resolve(base: string): string;
}

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
  /** A following page. Its URL replaces path and query. */
  page?: FollowingPage | undefined;
}
