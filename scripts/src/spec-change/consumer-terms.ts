import { type ApiDocument, DocumentError, isObject, methodsOf } from "@sandboxes/codegen/in-memory";
import type { Change } from "@sandboxes/openapi-diff";

/** The terms of a consumer for the parts of a changed API. */
export interface ConsumerTerms {
  /** @returns the client's method for an operation such as `GET /pets`, or the operation itself */
  methodOf(operation: string): string;
  /** @returns the description before and after a change of it; a text is absent where there is none */
  descriptionsOf(change: Change): { readonly before?: string; readonly after?: string };
}

/** Finds the terms for two documents: methods of the new one, or of the old one for what was removed. */
export function consumerTerms(old: ApiDocument, now: ApiDocument): ConsumerTerms {
  const methods = new Map([...clientMethods(old), ...clientMethods(now)]);
  return {
    methodOf: (operation) => methods.get(operation) ?? operation,
    descriptionsOf: ({ pointer }) => {
      const [before, after] = [old, now].map((document) => textAt(document, pointer));
      return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
    },
  };
}

function clientMethods(document: ApiDocument): ReadonlyMap<string, string> {
  try {
    return methodsOf(document);
  } catch (error) {
    if (!DocumentError.isInstance(error)) throw error;
    // Without a client, the operations have no other name.
    return new Map();
  }
}

/** @returns the text at a JSON Pointer (RFC 6901), on one line */
function textAt({ root }: ApiDocument, pointer: string): string | undefined {
  let value: unknown = root;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    value = isObject(value) ? value[key] : Array.isArray(value) ? value[Number(key)] : undefined;
  }
  return typeof value === "string" ? value.trim().replaceAll(/\s+/g, " ") : undefined;
}
