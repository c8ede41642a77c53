/** The result of one operation of a vendor SDK. */
export interface CaseResult {
  readonly name: string;
  /** The message of the error, when it failed. */
  readonly error?: string | undefined;
  /** The status of the response that the SDK reported with the error. */
  readonly status?: number | undefined;
}

/** The connection settings of an SDK. */
export interface Target {
  readonly baseUrl: string;
  readonly apiKey: string;
}
