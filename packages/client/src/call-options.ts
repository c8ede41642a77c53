/** HTTP headers, in every form in which `fetch` takes them. */
export type HeadersOption =
  | Headers
  | Readonly<Record<string, string>>
  | readonly (readonly [string, string])[];

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's own reason. */
  signal?: AbortSignal | undefined;
  /** Headers of this request. They win over those of the client, but not over the API key's. */
  headers?: HeadersOption | undefined;
}
