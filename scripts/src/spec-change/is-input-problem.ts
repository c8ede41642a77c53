import { DocumentError } from "@sandboxes/codegen/in-memory";
import { InputError } from "@sandboxes/openapi-diff";
import { AcceptedBreaksError } from "./accepted-breaks.ts";
import { BaseError } from "./git-base.ts";

/** Returns whether an error is about the user's input, so that its message needs no stack trace. */
export function isInputProblem(error: unknown): error is Error {
  return (
    error instanceof BaseError ||
    error instanceof AcceptedBreaksError ||
    InputError.isInstance(error) ||
    DocumentError.isInstance(error)
  );
}
