/**
 * Emits the API as one value, for what works with any API, such as a test double: the operation
 * table, the validators and the document.
 */
export function emitContract(): string {
  return `import { document } from "./document.gen.ts";
import { operations } from "./operations.gen.ts";
import type { operations as Types } from "./types.gen.ts";
import { requests, responses } from "./validators.gen.ts";

/** The API as data: its operation table, its validators and its document. */
export const contract: {
  /** The types of the operations by id. It exists for the compiler only. */
  readonly types?: Types | undefined;
  readonly operations: typeof operations;
  readonly requests: typeof requests;
  readonly responses: typeof responses;
  readonly document: typeof document;
} = { operations, requests, responses, document };
`;
}
