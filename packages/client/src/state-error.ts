import { SandboxesError, brand } from "./sandboxes-error.ts";

/** `waitFor` gave up: the sandbox is in a state that it cannot leave. */
export class StateError extends SandboxesError {
  /** @returns whether the value is a `StateError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is StateError;

  static {
    brand(this, "StateError");
  }

  /** The state it is in. */
  readonly state: string;

  constructor(message: string, state: string) {
    super(message);
    this.state = state;
  }
}
