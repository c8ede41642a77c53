import { ClientError, brand } from "@sandboxes/client-runtime";

/** The sandbox is in a state that it cannot leave, so `waitFor` stopped. */
export class StateError extends ClientError {
  /** @returns whether the value is a `StateError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is StateError;

  static {
    brand(this, "StateError");
  }

  /** The state of the sandbox. */
  readonly state: string;

  constructor(message: string, state: string) {
    super(message);
    this.state = state;
  }
}
