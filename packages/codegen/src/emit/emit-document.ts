import type { Api } from "../api/api.ts";
import { literal } from "./text/literal.ts";

/**
 * Emits the description itself as data: in one piece, every reference leading to a component, every
 * schema in the dialect of 3.1. The type says little, since to a compiler each word of it has a price.
 */
export function emitDocument(api: Api): string {
  return `/** The OpenAPI description, in one piece. */
export const document: {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
} = ${literal(api.document.root)};
`;
}
