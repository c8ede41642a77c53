import type { JsonObject } from "../../document/read-document.ts";

/** The reason why a client cannot send an operation as the document describes it. */
export class CannotSend extends Error {
  readonly object: JsonObject;
  readonly field: string | undefined;

  constructor(message: string, object: JsonObject, field?: string) {
    super(message);
    this.object = object;
    this.field = field;
  }
}
