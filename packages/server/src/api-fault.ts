import type { ErrorResponse } from "@sandboxes/schema";
import type { schemas } from "@sandboxes/schema/schemas";

/** The documented error codes. The spec allows others, but this server sends none. */
type FaultCode = (typeof schemas.ErrorCode.enum)[number];

const brand = Symbol.for("@sandboxes/server.ApiFault");

/** An error that becomes a response with the error envelope. The caller gets its message. */
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

  /** @returns whether a value is an `ApiFault` of any copy of this package */
  static isInstance(error: unknown): error is ApiFault {
    return typeof error === "object" && error !== null && brand in error;
  }

  /** @returns the body of the response */
  toBody(): ErrorResponse {
    return { error: { code: this.code, message: this.message } };
  }
}
