import { SandboxesError, brand } from "./sandboxes-error.ts";

/** The request was not sent, or no answer came. `cause` is what `fetch` rejected with. */
export class ConnectionError extends SandboxesError {
  static {
    brand(this, "ConnectionError");
  }

  declare readonly name: "ConnectionError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, "Check the network and `baseUrl`.", options);
  }
}
