import type { Api } from "../api/api.ts";
import { literal } from "./text/literal.ts";

/** Characters of JSON from which a document is parsed at run time. */
const large = 1_000_000;

/**
 * Emits the description itself as data: in one piece, every reference leading to a component, every
 * schema in the dialect of 3.1. The type is short, because the compiler checks the value against it.
 *
 * A large description is JSON in a template: the compiler then checks nothing, and an engine parses JSON
 * faster than a literal.
 */
export function emitDocument(api: Api): string {
  const json = JSON.stringify(api.document.root, undefined, 1);
  const value = json.length > large ? parsed(json) : literal(api.document.root);
  return `/** The OpenAPI description, in one piece. */
export const document: {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
} = ${value};
`;
}

/** @returns the expression that parses the JSON, which a bundler may drop */
function parsed(json: string): string {
  return `/* @__PURE__ */ JSON.parse(\`${json.replaceAll(/[\\`]|\$(?=\{)/g, String.raw`\$&`)}\`)`;
}
