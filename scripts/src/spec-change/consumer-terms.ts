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
      const [before, after] = describedAt(old, now, pointer);
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

/** @returns the texts at a JSON Pointer in both documents, each on one line */
function describedAt(old: ApiDocument, now: ApiDocument, pointer: string): (string | undefined)[] {
  const holder = pointer.replace(/\/[^/]*$/, "");
  const [one, other] = [old, now].map(({ root }) => valueAt(root, holder));
  // In a list, the same position can have another parameter.
  const isSame = !isObject(one) || !isObject(other) || one["name"] === other["name"];
  return [isSame ? old : undefined, now].map((document) => {
    const text = document && valueAt(document.root, pointer);
    return typeof text === "string" ? text.trim().replaceAll(/\s+/g, " ") : undefined;
  });
}

/** @returns the value at a JSON Pointer (RFC 6901) */
function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    value = isObject(value) ? value[key] : Array.isArray(value) ? value[Number(key)] : undefined;
  }
  return value;
}
