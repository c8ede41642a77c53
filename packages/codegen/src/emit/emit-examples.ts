import type { Api, Schema } from "../api/api.ts";
import type { Problem } from "../document/problem.ts";
import type { JsonObject } from "../document/read-document.ts";
import { exampleMaker, none } from "../examples/example-of.ts";
import { givenExamples } from "../examples/given-examples.ts";
import { runChecks } from "../examples/run-checks.ts";
import { SchemaCompiler } from "../validation/compile-schema.ts";
import type { Issue } from "../validation/runtime.ts";
import { docComment } from "./doc-comment.ts";
import { literal } from "./literal.ts";

/**
 * Emits a value of each named schema, after the examples that the document gives. A schema of which
 * none can be made, since it has a pattern, say, is left out, with a warning.
 *
 * @throws {DocumentError} when the document gives an example that its own schema does not allow
 */
export function emitExamples(api: Api): string {
  const compiler = new SchemaCompiler(api, "JavaScript");
  const exampleOf = exampleMaker(api);
  const made = api.schemas.map((schema) => ({ schema, value: exampleOf(schema.schema) }));
  const given = givenExamples(api);
  const checkOf = (schema: JsonObject): string => compiler.functionFor(schema, "either", "example");
  const pairs = [
    ...given.map((example) => ({
      example,
      check: compiler.functionFor(example.schema, example.direction, "example"),
    })),
    ...made.map(({ schema, value }) => ({
      example: { schema, value },
      check: checkOf(schema.schema),
    })),
  ];
  const run = runChecks(
    compiler,
    pairs.map(({ check }) => check),
  );
  const { problems } = api.document;
  const unknown = new Set<Schema>();
  const misled = new Set<JsonObject>();
  for (const { example, check } of pairs) {
    const [issue] = example.value === none ? [] : (run.get(check)?.(example.value) ?? []);
    if ("holder" in example) {
      if (!issue) continue;
      misled.add(example.schema);
      problems.warn(
        api.document.problem(
          "invalid-example",
          contradiction(issue),
          example.holder,
          example.field,
        ),
      );
    } else if (issue || example.value === none) {
      unknown.add(example.schema);
      if (!misled.has(example.schema.schema)) problems.warn(unknowable(api, example.schema));
    }
  }
  const known = made.filter(({ schema }) => !unknown.has(schema));
  const exports = known.map(({ schema, value }) => {
    const comment = docComment([`A \`${schema.typeName}\`.`]);
    return `${comment}export const ${schema.typeName}: components["schemas"][${JSON.stringify(schema.name)}] = ${literal(value)};\n`;
  });
  return `${exports.length > 0 ? 'import type { components } from "./types.gen.ts";\n\n' : ""}${exports.join("\n")}`;
}

function contradiction({ message, path }: Issue): string {
  const place =
    path.length === 0
      ? "it"
      : path
          .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
          .join("")
          .replace(/^\./, "");
  return `The example is not what its schema describes: ${place} ${message}.`;
}

function unknowable(api: Api, schema: Schema): Problem {
  const message = `No example can be made of \`${schema.name}\`, so it is left out. Give one: \`examples: [...]\`.`;
  return api.document.problem("no-example", message, schema.schema);
}
