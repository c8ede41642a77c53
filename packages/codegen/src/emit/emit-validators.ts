import type { Api, Operation } from "../api/api.ts";
import { camelCase } from "../api/words.ts";
import type { JsonObject } from "../document/read-document.ts";
import { type SchemaValue, SchemaCompiler } from "../validation/compile-schema.ts";
import { docComment } from "./doc-comment.ts";
import { indent } from "./indent.ts";
import { propertyName } from "./literal.ts";
import { runtimeText } from "./runtime-text.ts";

/**
 * Emits a validator for each named schema, and for the parameters, the request body and the
 * answers of each operation. Each is an export of its own, so that a bundler keeps
 * only what is used.
 *
 * @throws {DocumentError} when a schema has a keyword that emitted code cannot check
 */
export function emitValidators(api: Api): string {
  const compiler = new SchemaCompiler(api);
  const exports: string[] = [];
  const taken = new Set<string>();

  const add = (name: string, type: string, check: string, comment: string): string => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
    taken.add(free);
    const value = `Validator<${type}> = /* @__PURE__ */ validator(${check});\n`;
    const text = docComment([comment]);
    if (!globals.has(free)) {
      exports.push(`${text}export const ${free}: ${value}`);
      return free;
    }
    exports.push(`${text}const ${free}_: ${value}export { ${free}_ as ${free} };\n`);
    return `${free}_`;
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
  const requests = api.operations.map((operation) => requestValidators(compiler, operation, add));
  const answers = api.operations.map((operation) => answerValidators(compiler, operation, add));

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
      api,
      requests,
    ),
    "\n",
    table(
      "answers",
      "What each operation answers: its validators, by operationId and status.",
      api,
      answers,
    ),
  ].join("");
}

/** What the emitted code itself uses: a schema that is called so must not stand in its way. */
const globals: ReadonlySet<string> = new Set([
  "Array",
  "Date",
  "JSON",
  "Math",
  "Number",
  "Object",
  "RegExp",
  "Set",
  "String",
]);

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
  const body = operation.requestBody && jsonSchema(operation.requestBody.object);
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
  const base = camelCase(operation.id);
  return operation.responses.flatMap((response) => {
    const body = jsonSchema(response.object);
    if (!body) return [];
    const status = /^\d+$/.test(response.status)
      ? response.status
      : JSON.stringify(response.status);
    const type = `operations[${JSON.stringify(operation.id)}]["responses"][${status}]["content"][${JSON.stringify(body.contentType)}]`;
    const check = compiler.functionFor(body.schema, "answer", `${base} ${response.status}`);
    return [
      [
        response.status,
        add(
          `${base}${capital(response.status)}`,
          type,
          check,
          `Checks the body of \`${operation.id}\` with status ${response.status}.`,
        ),
      ],
    ];
  });
}

function jsonSchema(holder: JsonObject): { contentType: string; schema: SchemaValue } | undefined {
  for (const [contentType, media] of Object.entries(
    (holder["content"] ?? {}) as Record<string, JsonObject>,
  )) {
    const schema = media["schema"] as SchemaValue | undefined;
    if (/[/+]json\b/.test(contentType) && schema !== undefined) return { contentType, schema };
  }
  return undefined;
}

/** A parameter has a schema, or one media type that has it. */
function contentSchema(parameter: JsonObject): SchemaValue | undefined {
  const schema = parameter["schema"] as SchemaValue | undefined;
  if (schema !== undefined) return schema;
  const [media] = Object.values((parameter["content"] ?? {}) as Record<string, JsonObject>);
  return media?.["schema"] as SchemaValue | undefined;
}

function table(
  name: string,
  comment: string,
  api: Api,
  rows: readonly [string, string][][],
): string {
  const lines = api.operations.map(({ id }, index) => {
    const fields = (rows[index] ?? []).map(
      ([key, value]) => `${propertyName(key)}: typeof ${value}`,
    );
    return {
      id,
      type: fields.join("; "),
      value: (rows[index] ?? []).map(([key, value]) => `${propertyName(key)}: ${value}`).join(", "),
    };
  });
  const types = lines
    .map(
      ({ id, type }) =>
        `  ${propertyName(id)}: ${type === "" ? "Record<never, never>" : `{ ${type} }`};\n`,
    )
    .join("");
  const values = lines
    .map(({ id, value }) => `  ${propertyName(id)}: {${value === "" ? "" : ` ${value} `}},\n`)
    .join("");
  return `${docComment([comment])}export const ${name}: {\n${types}} = {\n${values}};\n`;
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
