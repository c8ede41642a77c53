import { DocumentError } from "@sandboxes/codegen/in-memory";
import { InputError } from "@sandboxes/openapi-diff";
import { AcceptedBreaksError } from "./accepted-breaks.ts";
import { BaseError } from "./git-base.ts";

/** @returns whether an error is about what its reader can change, so that its message is enough */
export function isInputProblem(error: unknown): error is Error {
  return (
    error instanceof BaseError ||
    error instanceof AcceptedBreaksError ||
    InputError.isInstance(error) ||
    DocumentError.isInstance(error)
  );
}
