import type { Contract, OperationRow } from "../contract/contract.ts";
import {
  type DocumentReader,
  createDocumentReader,
  isObject,
  objectAt,
} from "../contract/document.ts";
import { needsBody, requestTypes, securityOf } from "../request/read-request.ts";
import { createValueSource } from "../values/value-source.ts";
import type { Check, CheckContext } from "./check.ts";
import { invalidValues } from "./invalid-values.ts";

/** Creates the item that a path parameter names. Its clean-up belongs to `context.onEnd`. */
export type CreateItem = (context: CheckContext) => Promise<string>;

/** Options for `contractChecks`. */
export interface ContractCheckOptions {
  /**
   * Functions that create an item for a path parameter. With one, requests to an existing item are checked
   * too. Without one, an operation with this parameter is only called for an item that does not exist.
   *
   * @default none
   */
  readonly items?: Readonly<Record<string, CreateItem>>;
  /** @default 1 */
  readonly seed?: number;
}

/**
 * Derives checks from a contract alone: credentials, unknown items, invalid parameters and invalid
 * bodies. None of these requests changes anything, if the API rejects what its contract rejects.
 *
 * @returns the checks, in the order of the operations
 */
export function contractChecks(
  contract: Contract,
  { items = {}, seed = 1 }: ContractCheckOptions = {},
): readonly Check[] {
  const reader = createDocumentReader(contract);
  const source = createValueSource(reader, seed);
  const surroundings: Surroundings = { contract, reader, items, source };
  return Object.values(contract.operations).flatMap((row) => [
    ...credentialChecks(surroundings, row),
    ...unknownItemChecks(surroundings, row),
    ...pathChecks(surroundings, row),
    ...queryChecks(surroundings, row),
    ...bodyChecks(surroundings, row),
    ...readChecks(surroundings, row),
  ]);
}

interface Surroundings {
  readonly contract: Contract;
  readonly reader: DocumentReader;
  readonly items: Readonly<Record<string, CreateItem>>;
  readonly source: ReturnType<typeof createValueSource>;
}

const placeOf = ({ method, path }: OperationRow): string => `${method} ${path}`;

function documents(reader: DocumentReader, { id }: OperationRow, ...statuses: string[]): boolean {
  const known = reader.responses(id);
  return [...statuses, "4XX"].some((status) => known.has(status));
}

/** Returns path parameters that name nothing: built values, such as random UUIDs. */
function randomPath(
  { reader, source }: Surroundings,
  { id }: OperationRow,
): Record<string, string> {
  const parameters = reader.parameters(id).filter((each) => each.in === "path");
  return Object.fromEntries(
    parameters.map(({ name, schema }) => {
      if (reader.resolve(schema)["format"] === "uuid") return [name, crypto.randomUUID()];
      const found = source.find({ schema: schema ?? {}, optional: false });
      const value = found?.value;
      const isText = typeof value === "string" || typeof value === "number";
      return [name, isText ? String(value) : "unknown"];
    }),
  );
}

/** Returns path parameters that name existing items, or `undefined` if an item cannot be created. */
async function existingPath(
  { reader, items }: Surroundings,
  { id }: OperationRow,
  context: CheckContext,
): Promise<Record<string, string> | undefined> {
  const path: Record<string, string> = {};
  for (const { name } of reader.parameters(id).filter((each) => each.in === "path")) {
    const create = items[name];
    if (!create) return undefined;
    path[name] = await create(context);
  }
  return path;
}

/** Returns a valid body, or `undefined` if the operation has no JSON body. */
function validBody(
  { contract, reader, source }: Surroundings,
  { id }: OperationRow,
): { readonly schema: unknown; readonly value: unknown } | undefined {
  if (!requestTypes(reader, id).includes("application/json")) return undefined;
  const content = objectAt(reader.resolve(reader.operation(id)["requestBody"]), "content");
  const { schema = {} } = reader.resolve(content["application/json"]);
  const validator = contract.requests[id]?.body;
  const found = source.find({ schema, validator, omit: "readOnly" });
  return found && { schema, value: found.value };
}

function credentialChecks(surroundings: Surroundings, row: OperationRow): Check[] {
  const { reader, contract } = surroundings;
  if (!documents(reader, row, "401")) return [];
  if (securityOf(reader, row.id, contract.document).length === 0) return [];
  return (["none", "wrong"] as const).map((credentials) => ({
    name: `${row.id}: ${credentials === "none" ? "without credentials" : "with wrong credentials"}`,
    cites: `${placeOf(row)}: 401`,
    async run(context) {
      const path = randomPath(surroundings, row);
      const body = validBody(surroundings, row)?.value;
      const { status } = await context.call(row.id, { path, body, credentials });
      context.require(status === 401, `The status is ${status} instead of 401.`);
    },
  }));
}

function unknownItemChecks(surroundings: Surroundings, row: OperationRow): Check[] {
  if (!row.path.includes("{") || !documents(surroundings.reader, row, "404")) return [];
  return [
    {
      name: `${row.id}: an item that does not exist`,
      cites: `${placeOf(row)}: 404`,
      async run(context) {
        const path = randomPath(surroundings, row);
        const body = validBody(surroundings, row)?.value;
        const { status } = await context.call(row.id, { path, body });
        context.require(status === 404, `The status is ${status} instead of 404.`);
      },
    },
  ];
}

function pathChecks(surroundings: Surroundings, row: OperationRow): Check[] {
  const { reader, contract } = surroundings;
  const validator = contract.requests[row.id]?.path;
  const names = reader.parameters(row.id).filter((each) => each.in === "path");
  if (!validator || !documents(reader, row, "400", "404", "422")) return [];
  return names.flatMap(({ name }) => {
    const valid = randomPath(surroundings, row);
    const wrong = ["x", "1", `${valid[name]!}0`].find(
      (text) => !validator.is({ ...valid, [name]: text }),
    );
    if (wrong === undefined) return [];
    return [
      {
        name: `${row.id}: an invalid ${name}`,
        cites: `${placeOf(row)}: the parameter ${name}`,
        async run(context: CheckContext) {
          const body = validBody(surroundings, row)?.value;
          const path = { ...valid, [name]: wrong };
          const { status } = await context.call(row.id, { path, body });
          const wanted = documents(reader, row, "400", "422") ? [400, 422] : [404];
          context.require(
            wanted.includes(status),
            `The status for ${name}=${wrong} is ${status} instead of ${wanted[0]}.`,
          );
        },
      },
    ];
  });
}

function queryChecks(surroundings: Surroundings, row: OperationRow): Check[] {
  const { reader, contract } = surroundings;
  const validator = contract.requests[row.id]?.query;
  if (!validator || !documents(reader, row, "400", "422") || row.path.includes("{")) return [];
  return reader
    .parameters(row.id)
    .filter((each) => each.in === "query" && !each.isJson)
    .flatMap(({ name, schema }) => {
      const { minimum, maximum } = reader.resolve(schema);
      const candidates: readonly (readonly [text: string, value: unknown])[] = [
        ["not-a-value", "not-a-value"],
        ["1.5", 1.5],
        ...[Number(minimum) - 1, Number(maximum) + 1]
          .filter((number) => !Number.isNaN(number))
          .map((number) => [String(number), number] as const),
      ];
      return candidates
        .filter(([, value]) => !validator.is({ [name]: value }))
        .filter(([text]) => !isObjectSchema(reader, schema) || text.includes("="))
        .map(([text]) => ({
          name: `${row.id}: ${name}=${text}`,
          cites: `${placeOf(row)}: the parameter ${name}`,
          async run(context: CheckContext) {
            const query = `${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
            const { status } = await context.call(row.id, { query });
            context.require(
              status === 400 || status === 422,
              `The status for ${name}=${text} is ${status} instead of 400.`,
            );
          },
        }));
    });
}

function isObjectSchema(reader: DocumentReader, schema: unknown): boolean {
  return reader.resolve(schema)["type"] === "object";
}

function bodyChecks(surroundings: Surroundings, row: OperationRow): Check[] {
  const { reader, contract } = surroundings;
  const given = validBody(surroundings, row);
  const validator = contract.requests[row.id]?.body;
  if (!given || !documents(reader, row, "400", "422")) return [];
  const invalid = validator ? invalidValues(reader, given.schema, given.value, validator) : [];
  const cases: readonly { readonly rule: string; readonly rawBody: string }[] = [
    { rule: "malformed JSON", rawBody: "{" },
    ...(needsBody(reader, row.id) ? [{ rule: "no body", rawBody: "" }] : []),
    ...invalid.map(({ rule, value }) => ({ rule, rawBody: JSON.stringify(value) })),
  ];
  return [
    {
      name: `${row.id}: rejects ${cases.length} invalid bodies`,
      cites: `${placeOf(row)}: the request body`,
      async run(context) {
        const path = await existingPath(surroundings, row, context);
        if (!path) context.skip("No existing item is known for this operation.");
        const accepted: string[] = [];
        for (const { rule, rawBody } of cases) {
          const { status, body } = await context.call(row.id, { path: path!, rawBody });
          if (status === 400 || status === 422) continue;
          accepted.push(`${rule} (${status})`);
          if (status < 300) removeCreated(surroundings, row, context, body);
        }
        context.require(accepted.length === 0, `Not rejected with 400: ${accepted.join(", ")}.`);
      },
    },
  ];
}

/** Deletes an item that an invalid request created against the contract. */
function removeCreated(
  { contract }: Surroundings,
  { path }: OperationRow,
  context: CheckContext,
  body: unknown,
): void {
  const id = isObject(body) ? body["id"] : undefined;
  const item = Object.values(contract.operations).find(
    (each) => each.method === "DELETE" && each.path.replace(/\/\{[^{}]+\}$/, "") === path,
  );
  const name = /\{([^{}]+)\}$/.exec(item?.path ?? "")?.[1];
  if (!item || name === undefined || (typeof id !== "string" && typeof id !== "number")) return;
  context.onEnd(async () => await context.call(item.id, { path: { [name]: String(id) } }));
}

/** Reads what needs no input: `GET` without required parameters, or of an existing item. */
function readChecks(surroundings: Surroundings, row: OperationRow): Check[] {
  const { reader } = surroundings;
  if (row.method !== "GET") return [];
  if (reader.parameters(row.id).some((each) => each.in !== "path" && each.required)) return [];
  return [
    {
      name: `${row.id}: succeeds`,
      cites: `${placeOf(row)}: the success response`,
      async run(context) {
        const path = await existingPath(surroundings, row, context);
        if (!path) context.skip("No existing item is known for this operation.");
        const { status } = await context.call(row.id, { path: path! });
        context.require(status < 300, `The status is ${status}.`);
      },
    },
  ];
}
