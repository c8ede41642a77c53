import type { Api, Operation } from "../api/api.ts";
import { contentSchema } from "../api/content-schema.ts";
import { type BodyKind, bodyKind } from "../api/media-type.ts";
import { camelCase } from "../api/words.ts";
import type { JsonObject } from "../document/read-document.ts";
import { type SchemaValue, SchemaCompiler } from "../validation/compile-schema.ts";
import { docComment } from "./doc-comment.ts";
import { indent } from "./indent.ts";
import { propertyName } from "./literal.ts";
import { runtimeText } from "./runtime-text.ts";

/**
 * Emits a validator for each named schema, and for the parameters, the request body, the answers
 * and the events of each operation. Each is an export of its own, so that a bundler keeps
 * only what is used.
 *
 * @throws {DocumentError} when a schema has a keyword that emitted code cannot check
 */
export function emitValidators(api: Api): string {
  const compiler = new SchemaCompiler(api);
  const exports: string[] = [];
  const taken = new Set<string>();
  const locals = new Set<string>();

  const add = (name: string, type: string, check: string, comment: string): string => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
    taken.add(free);
    const value = `Validator<${type}> = /* @__PURE__ */ validator(${check});\n`;
    const text = docComment([comment]);
    let local = free;
    while (globals.has(local) || compiled.test(local) || locals.has(local)) local += "_";
    locals.add(local);
    if (local === free) exports.push(`${text}export const ${free}: ${value}`);
    else exports.push(`${text}const ${local}: ${value}export { ${local} as ${free} };\n`);
    return local;
  };

  for (const { name, typeName, schema } of api.schemas) {
    const check = compiler.functionFor(schema, "either", typeName);
    add(
      typeName,
      `components["schemas"][${JSON.stringify(name)}]`,
      check,
      `Checks a \`${typeName}\`.`,
    );
  }
  type Find = (compiler: SchemaCompiler, operation: Operation, add: Add) => [string, string][];
  const rows = (find: Find): Row[] =>
    api.operations.map((operation) => ({
      id: operation.id,
      fields: find(compiler, operation, add),
    }));
  const requests = rows(requestValidators);
  const answers = rows(answerValidators);
  const events = rows(eventValidators).filter(({ fields }) => fields.length > 0);

  const imports =
    taken.size > 0 ? `import type { ${typeImports(api)} } from "./types.gen.ts";\n\n` : "";
  return [
    imports,
    runtimeText(),
    "\n",
    indent(compiler.finish()),
    "\n",
    exports.join("\n"),
    "\n",
    table(
      "requests",
      "What each operation is sent: its validators, by operationId and place.",
      requests,
    ),
    "\n",
    table(
      "answers",
      "What each operation answers: its validators, by operationId and status.",
      answers,
    ),
    "\n",
    table(
      "events",
      "The data of the events that an operation streams: its validators, by operationId and status.",
      events,
    ),
  ].join("");
}

/** What the emitted code itself uses: a schema that is called so must not stand in its way. */
const globals: ReadonlySet<string> = new Set([
  "Array",
  "Date",
  "Infinity",
  "Math",
  "Number",
  "Object",
  "RegExp",
  "Set",
]);

/** The names of what the compiler writes: an operation that is called `check` must not stand in their way. */
const compiled = /^(check|known|pattern)(?![a-z]).*[^_]$/;

type Add = (name: string, type: string, check: string, comment: string) => string;

function requestValidators(
  compiler: SchemaCompiler,
  operation: Operation,
  add: Add,
): [string, string][] {
  const base = camelCase(operation.id);
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
  const body = operation.requestBody && bodyOf(operation.requestBody.object, "json");
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

function answerValidators(
  compiler: SchemaCompiler,
  operation: Operation,
  add: Add,
): [string, string][] {
  return responseValidators(compiler, operation, "json", (status, type, check) =>
    add(
      `${camelCase(operation.id)}${capital(status)}`,
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
): [string, string][] {
  return responseValidators(compiler, operation, "events", (status, type, check) =>
    add(
      `${camelCase(operation.id)}${capital(status)}Event`,
      type,
      check,
      `Checks the data of one event of \`${operation.id}\` with status ${status}, parsed.`,
    ),
  );
}

function responseValidators(
  compiler: SchemaCompiler,
  operation: Operation,
  kind: BodyKind,
  add: (status: string, type: string, check: string) => string,
): [string, string][] {
  return operation.responses.flatMap(({ status, object }): [string, string][] => {
    const body = bodyOf(object, kind);
    if (!body) return [];
    const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
    const type = `operations[${JSON.stringify(operation.id)}]["responses"][${key}]["content"][${JSON.stringify(body.contentType)}]`;
    const hint = `${camelCase(operation.id)} ${status}`;
    return [[status, add(status, type, compiler.functionFor(body.schema, "answer", hint))]];
  });
}

/** @returns the first media type of that kind that has a schema */
function bodyOf(
  holder: JsonObject,
  kind: BodyKind,
): { contentType: string; schema: SchemaValue } | undefined {
  for (const [contentType, media] of Object.entries(
    (holder["content"] ?? {}) as Record<string, JsonObject>,
  )) {
    const schema = media["schema"] as SchemaValue | undefined;
    if (bodyKind(contentType) === kind && schema !== undefined) return { contentType, schema };
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

function typeImports(api: Api): string {
  const names = [
    api.schemas.length > 0 ? "components" : "",
    api.operations.length > 0 ? "operations" : "",
  ];
  return names.filter((name) => name !== "").join(", ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
