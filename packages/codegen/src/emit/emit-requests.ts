import type { Api, Operation } from "../api/api.ts";
import { literal } from "./literal.ts";

/** One row of the operation table, in the parts that are read here. */
interface Row {
  id: string;
  method: string;
  path: string;
  resource: string;
  name: string;
  produces: string | null;
  consumes: string | null;
  array: boolean | undefined;
}

/**
 * Emits what a client reads of the operation table, in a form that costs few bytes: who bundles a
 * client carries it along.
 *
 * @param rows with the operation that each one is made of
 */
export function emitRequests(
  api: Api,
  rows: readonly { row: Row; operation: Operation }[],
): string {
  const lines = rows.map(({ row, operation }) => {
    const { id, method, path, resource, name, produces, consumes, array } = row;
    const { security, idempotent, parameters } = operation;
    const keys = security.find((alternative) => alternative.length > 0) ?? [];
    const isOptional = security.some((alternative) => alternative.length === 0);
    const flags = Number(idempotent) + 2 * Number(array ?? false) + 4 * Number(isOptional);
    const query = parameters
      .filter((parameter) => parameter.in === "query")
      .map((parameter) => [parameter.name, ...(parameter.prefix ? [parameter.prefix] : [])]);
    const headers = keys.flatMap((scheme) => keyHeader(api.securitySchemes.get(scheme)));
    const cells = [id, method, path, resource, name, produces, consumes, flags, headers, query];
    // A row is a line, however long.
    return `  [${cells.map((cell) => literal(cell)).join(", ")}],\n`;
  });
  return `${declarations}${lines.length === 0 ? "" : decoder}
/** Every operation, as a client sends it. */
export const requests: readonly OperationRequest[] = /* @__PURE__ */ ${lines.length === 0 ? "[]" : `rows([\n${lines.join("")}])`};
`;
}

function keyHeader(scheme: Record<string, unknown> = {}): string[] {
  const { type, in: place, name } = scheme;
  return type === "apiKey" && place === "header" ? [String(name).toLowerCase()] : [];
}

const declarations = `/** What a client needs of an operation. \`operations\` has the rest. */
export interface OperationRequest {
  readonly id: string;
  readonly method: string;
  /** With \`{name}\` where a path parameter stands. */
  readonly path: string;
  /** The property of a client under which its method stands. */
  readonly resource: string;
  /** The client's method. */
  readonly name: string;
  /** The media type of a success, \`null\` when it has no body. */
  readonly produces: string | null;
  /** The media type of the request body, \`null\` when there is none. */
  readonly consumes: string | null;
  /** Whether sending it twice does what sending it once does. */
  readonly idempotent: boolean;
  /** Whether a success is an array. */
  readonly array: boolean;
  /** Whether it is also answered without a key. */
  readonly keyOptional: boolean;
  /** The headers that carry a key, in lower case. */
  readonly keyHeaders: readonly string[];
  /** The query parameters; of one whose property names share a prefix, with that prefix. */
  readonly query: readonly (readonly [name: string, prefix?: string])[];
}
`;

/** Makes objects of rows. */
const decoder = `
type Row = readonly [
  id: string,
  method: string,
  path: string,
  resource: string,
  name: string,
  produces: string | null,
  consumes: string | null,
  flags: number,
  keyHeaders: readonly string[],
  query: OperationRequest["query"],
];

function rows(all: readonly Row[]): OperationRequest[] {
  return all.map(
    ([id, method, path, resource, name, produces, consumes, flags, keyHeaders, query]) => ({
      id,
      method,
      path,
      resource,
      name,
      produces,
      consumes,
      idempotent: (flags & 1) > 0,
      array: (flags & 2) > 0,
      keyOptional: (flags & 4) > 0,
      keyHeaders,
      query,
    }),
  );
}
`;
