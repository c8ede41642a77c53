import type { Api, Operation } from "../../api/api.ts";
import { contentSchema } from "../../api/operation/content-schema.ts";
import { type BodyKind, bodyKind } from "../../document/media-type.ts";
import { identifierStart } from "../../api/names/words.ts";
import type { JsonObject } from "../../document/read-document.ts";
import type { SchemaValue } from "../../forms/schema-value.ts";
import type { TypeOptions } from "../../forms/schema-forms.ts";
import { SchemaCompiler } from "../../validation/compile-schema.ts";
import type { Direction } from "../../forms/direction.ts";
import { docComment } from "../text/doc-comment.ts";
import { formImports, formType } from "./form-type.ts";
import { indent } from "../text/indent.ts";
import { propertyName } from "../text/literal.ts";
import { runtimeText } from "./runtime-text.ts";

/**
 * Emits a validator for each named schema, and for the parameters, the request body, the responses
 * and the events of each operation. Each one is its own export, so a bundler keeps only what is used.
 * A validator that would have to ignore a keyword is left out, with a warning.
 */
export function emitValidators(api: Api, options?: TypeOptions): string {
  const file = new ValidatorsFile(api, options);
  for (const schema of api.schemas) {
    for (const { typeName, direction } of file.compiler.forms.all(schema)) {
      const type = formType(schema, typeName);
      const check = file.compiler.functionFor(schema.schema, direction, typeName);
      file.add(typeName, type, check, `Checks a \`${typeName}\`.`);
    }
  }
  const requests = file.rows(requestValidators);
  const responses = file.rows((...given) => responseValidators(...given, "response"));
  const events = file.rows((...given) => eventValidators(...given, "response"));
  return file.text((kept) => [
    table("requests", "Validators of requests, by operationId and place.", kept(requests)),
    table("responses", "Validators of responses, by operationId and status.", kept(responses)),
    "/** @deprecated Use `responses`. */\nexport const answers: typeof responses = responses;\n",
    table("events", eventsComment, kept(events).filter(hasFields)),
  ]);
}

/**
 * Emits validators of responses for the API itself, which must not send what its document does not
 * declare: enums are closed, and undeclared and `writeOnly` properties are an issue.
 */
export function emitProducerValidators(api: Api, options?: TypeOptions): string {
  const file = new ValidatorsFile(api, options);
  const responses = file.rows((...given) => responseValidators(...given, "produced"));
  const events = file.rows((...given) => eventValidators(...given, "produced"));
  return file.text((kept) => [
    table(
      "responses",
      "Strict validators of responses, by operationId and status.",
      kept(responses),
    ),
    table("events", eventsComment, kept(events).filter(hasFields)),
  ]);
}

const eventsComment =
  "Validators of the events or lines that an operation streams, by operationId and status.";

type Find = (compiler: SchemaCompiler, operation: Operation, add: Add) => [string, string][];

/** A file of validators while it is written. */
class ValidatorsFile {
  readonly compiler: SchemaCompiler;
  readonly #api: Api;
  readonly #exports: { local: string; check: string; declare: () => string }[] = [];
  readonly #taken = new Set<string>();
  readonly #locals = new Set<string>();

  constructor(api: Api, options: TypeOptions | undefined) {
    this.#api = api;
    this.compiler = new SchemaCompiler(api, "TypeScript", options);
  }

  /** @returns the local name of the new validator */
  add(name: string, type: string, check: string, comment: string): string {
    let free = name;
    for (let n = 2; this.#taken.has(free); n++) free = `${name}${n}`;
    this.#taken.add(free);
    const text = docComment([comment]);
    let local = free;
    while (globals.has(local) || compiled.test(local) || this.#locals.has(local)) local += "_";
    this.#locals.add(local);
    const declare = (): string => {
      const value = `Validator<${type}> = /* @__PURE__ */ validator(${this.compiler.finalName(check)});\n`;
      return local === free
        ? `${text}export const ${free}: ${value}`
        : `${text}const ${local}: ${value}export { ${local} as ${free} };\n`;
    };
    this.#exports.push({ local, check, declare });
    return local;
  }

  rows(find: Find): Row[] {
    return this.#api.operations.map((operation) => ({
      id: operation.id,
      fields: find(this.compiler, operation, (...given) => this.add(...given)),
    }));
  }

  /**
   * @param tables writes the tables, from the rows with only the validators that are kept
   * @returns the file, without the validators that would have to ignore a keyword
   */
  text(tables: (kept: (rows: readonly Row[]) => Row[]) => readonly string[]): string {
    this.compiler.complete();
    const exports = this.#exports.filter(({ check }) => this.compiler.isComplete(check));
    const locals = new Set(exports.map(({ local }) => local));
    const kept = (rows: readonly Row[]): Row[] =>
      rows.map(({ id, fields }) => ({
        id,
        fields: fields.filter(([, local]) => locals.has(local)),
      }));
    const declarations = exports.map(({ declare }) => declare()).join("\n");
    const functions = this.compiler.finish(exports.map(({ check }) => check));
    const code = [indent(functions), declarations, ...tables(kept)]
      .filter((part) => part.trim() !== "")
      .join("\n");
    return `${formImports(declarations)}${runtimeText(code)}${code}`;
  }
}

function hasFields({ fields }: Row): boolean {
  return fields.length > 0;
}

/** Global names in the emitted code. A schema of such a name gets another local name. */
const globals: ReadonlySet<string> = new Set([
  "Array",
  "Date",
  "Infinity",
  "Math",
  "Number",
  "Object",
  "RegExp",
  "Set",
  "Types",
]);

/** Names of the functions and constants of the compiler. An operation such as `check` gets another local name. */
const compiled = /^(check|known|pattern)(?![a-z]).*[^_]$/;

type Add = (name: string, type: string, check: string, comment: string) => string;

function requestValidators(
  compiler: SchemaCompiler,
  operation: Operation,
  add: Add,
): [string, string][] {
  const base = identifierStart(operation.id);
  const found: [string, string][] = [];
  for (const place of ["path", "query", "header", "cookie"] as const) {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place);
    if (parameters.length === 0) continue;
    const schema: JsonObject = {
      type: "object",
      properties: Object.fromEntries(
        parameters.map((parameter) => [parameter.name, contentSchema(parameter.object) ?? true]),
      ),
      required: parameters.filter(({ required }) => required).map(({ name }) => name),
    };
    const type = `NonNullable<operations[${JSON.stringify(operation.id)}]["parameters"][${JSON.stringify(place)}]>`;
    const comment = `Checks the ${place} parameters of \`${operation.id}\`.`;
    found.push([
      place,
      add(
        `${base}${capital(place)}`,
        type,
        compiler.functionFor(schema, "request", `${base} ${place}`),
        comment,
      ),
    ]);
  }
  const body = operation.requestBody && bodyOf(operation.requestBody.object, ["json"]);
  if (body) {
    const type = `NonNullable<operations[${JSON.stringify(operation.id)}]["requestBody"]>["content"][${JSON.stringify(body.contentType)}]`;
    const check = compiler.functionFor(body.schema, "request", `${base} body`);
    found.push([
      "body",
      add(`${base}Body`, type, check, `Checks the request body of \`${operation.id}\`.`),
    ]);
  }
  return found;
}

function responseValidators(
  compiler: SchemaCompiler,
  operation: Operation,
  add: Add,
  direction: Direction,
): [string, string][] {
  return bodyValidators(
    compiler,
    operation,
    { kinds: ["json"], direction },
    (status, type, check) =>
      add(
        `${identifierStart(operation.id)}${capital(status)}`,
        type,
        check,
        `Checks the body of \`${operation.id}\` with status ${status}.`,
      ),
  );
}

function eventValidators(
  compiler: SchemaCompiler,
  operation: Operation,
  add: Add,
  direction: Direction,
): [string, string][] {
  const kinds: BodyKind[] = ["events", "lines"];
  return bodyValidators(compiler, operation, { kinds, direction }, (status, type, check) =>
    add(
      `${identifierStart(operation.id)}${capital(status)}Event`,
      type,
      check,
      `Checks one event or line of \`${operation.id}\` with status ${status}, parsed.`,
    ),
  );
}

function bodyValidators(
  compiler: SchemaCompiler,
  operation: Operation,
  { kinds, direction }: { kinds: readonly BodyKind[]; direction: Direction },
  add: (status: string, type: string, check: string) => string,
): [string, string][] {
  return operation.responses.flatMap(({ status, object }): [string, string][] => {
    const body = bodyOf(object, kinds);
    if (!body) return [];
    const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
    const type = `operations[${JSON.stringify(operation.id)}]["responses"][${key}]["content"][${JSON.stringify(body.contentType)}]`;
    const hint = `${identifierStart(operation.id)} ${status}`;
    return [[status, add(status, type, compiler.functionFor(body.schema, direction, hint))]];
  });
}

/** @returns the first media type of these kinds that has a schema */
function bodyOf(
  holder: JsonObject,
  kinds: readonly BodyKind[],
): { contentType: string; schema: SchemaValue } | undefined {
  for (const [contentType, media] of Object.entries(
    (holder["content"] ?? {}) as Record<string, JsonObject>,
  )) {
    const schema = media["schema"] as SchemaValue | undefined;
    if (kinds.includes(bodyKind(contentType)) && schema !== undefined)
      return { contentType, schema };
  }
  return undefined;
}

/** The validators of an operation, by place or status. */
interface Row {
  id: string;
  fields: readonly [key: string, validator: string][];
}

function table(name: string, comment: string, rows: readonly Row[]): string {
  const none = "Record<never, never>";
  const types = rows.map(({ id, fields }) => {
    const each = fields.map(([key, value]) => `${propertyName(key)}: typeof ${value}`);
    return `  ${propertyName(id)}: ${each.length === 0 ? none : `{ ${each.join("; ")} }`};\n`;
  });
  const values = rows.map(({ id, fields }) => {
    const each = fields.map(([key, value]) => `${propertyName(key)}: ${value}`);
    return `  ${propertyName(id)}: {${each.length === 0 ? "" : ` ${each.join(", ")} `}},\n`;
  });
  const type = rows.length === 0 ? none : `{\n${types.join("")}}`;
  const value = rows.length === 0 ? "{}" : `{\n${values.join("")}}`;
  return `${docComment([comment])}export const ${name}: ${type} = ${value};\n`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
