import { SandboxesError, brand } from "./sandboxes-error.ts";

/** `waitFor` gave up: the sandbox is in a state that it cannot leave. */
export class StateError extends SandboxesError {
  static {
    brand(this, "StateError");
  }

  /** The state it is in. */
  readonly state: string;

  constructor(message: string, state: string) {
    super(message, "Create another one.");
    this.state = state;
  }
}
