import type { ErrorResponse } from "@sandboxes/schema";
import type { schemas } from "@sandboxes/schema/schemas";

/** The documented codes. An answer may hold others; this server sends none of its own. */
type FaultCode = (typeof schemas.ErrorCode.enum)[number];

const brand = Symbol.for("@sandboxes/server.ApiFault");

/** A request that is answered with the error envelope. Its message is for the caller to read. */
export class ApiFault extends Error {
  override readonly name = "ApiFault";
  readonly status: number;
  readonly code: FaultCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: FaultCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    Object.defineProperty(this, brand, { value: true });
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** Tells an `ApiFault` of any copy of this package. */
  static isInstance(error: unknown): error is ApiFault {
    return typeof error === "object" && error !== null && brand in error;
  }

  /** @returns the body of the answer */
  toBody(): ErrorResponse {
    return { error: { code: this.code, message: this.message } };
  }
}
