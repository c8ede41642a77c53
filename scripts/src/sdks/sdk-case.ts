/** How one operation of a vendor SDK ended. */
export interface CaseResult {
  readonly name: string;
  /** The message of the error, when it failed. */
  readonly error?: string | undefined;
  /** The status of the response that the SDK reported with the error. */
  readonly status?: number | undefined;
}

/** Where an SDK finds the API. */
export interface Target {
  readonly baseUrl: string;
  readonly apiKey: string;
}
