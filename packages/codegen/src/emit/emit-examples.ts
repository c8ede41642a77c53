import type { Api, Schema } from "../api/api.ts";
import type { Problem } from "../document/problems/problem.ts";
import type { JsonObject } from "../document/read-document.ts";
import { hasUndeclared } from "../examples/has-undeclared.ts";
import { exampleMaker, none } from "../examples/example-of.ts";
import { givenExamples } from "../examples/given-examples.ts";
import { runChecks } from "../examples/run-checks.ts";
import { withoutAbsent } from "../examples/without-absent.ts";
import type { SchemaForm, TypeOptions } from "../forms/schema-forms.ts";
import { SchemaCompiler } from "../validation/compile-schema.ts";
import type { Issue } from "../validation/runtime.ts";
import { docComment } from "./text/doc-comment.ts";
import { formImports, formType } from "./validators/form-type.ts";
import { literal } from "./text/literal.ts";

/** The example of a named schema in one of its forms. */
interface MadeExample {
  schema: Schema;
  form: SchemaForm;
  value: unknown;
}

/**
 * Emits a value of each named schema, in each of its forms, after the examples that the document
 * gives. A schema of which no example can be made, because of a pattern, say, is left out with a
 * warning.
 *
 * @throws {DocumentError} when the document gives an example that its own schema does not allow
 */
export function emitExamples(api: Api, options?: TypeOptions): string {
  const compiler = new SchemaCompiler(api, "JavaScript", options);
  const { forms } = compiler;
  const exampleOf = exampleMaker(api);
  const made = api.schemas.flatMap((schema): MadeExample[] => {
    const value = exampleOf(schema.schema);
    return forms.all(schema).map((form) => ({
      schema,
      form,
      value: withoutAbsent(value, schema.schema, form.direction, forms),
    }));
  });
  const given = givenExamples(api, forms).map((example) => ({
    example,
    check: compiler.functionFor(example.schema, example.direction, "example"),
  }));
  const checks = made.map((example) => ({
    example,
    check: compiler.functionFor(example.schema.schema, example.form.direction, "example"),
  }));
  const all = [...given, ...checks];
  const issues = runChecks(
    compiler,
    all.map(({ check, example: { value } }) => ({ check, value })),
  );
  const issueOf = new Map<object, Issue | undefined>(
    all.map(({ example }, index) => [example, issues[index]]),
  );
  const { problems } = api.document;
  const misled = new Set<JsonObject>();
  for (const { example } of given) {
    const issue = issueOf.get(example);
    if (!issue) continue;
    misled.add(example.schema);
    const { holder, field } = example;
    problems.warn(api.document.problem("invalid-example", contradiction(issue), holder, field));
  }
  const unknown = new Set<Schema>();
  for (const { example } of checks) {
    const { schema, value } = example;
    if (value !== none && !issueOf.get(example)) continue;
    if (!unknown.has(schema) && !misled.has(schema.schema)) problems.warn(unknowable(api, schema));
    unknown.add(schema);
  }
  const exports = made
    .filter(({ schema }) => !unknown.has(schema))
    .map(({ schema, form: { typeName }, value }) => {
      const comment = docComment([`A \`${typeName}\`.`]);
      const type = formType(schema, typeName);
      // TypeScript refuses a literal that has more properties than its type knows, and in an array
      // also where a plain assertion follows.
      const hasMore = hasUndeclared(value, [schema.schema], forms);
      // The name of an import.
      const local = typeName === "Types" ? importFree(api) : typeName;
      const declaration = `const ${local}: ${type} = ${literal(value)}${hasMore ? ` as unknown as ${type}` : ""};\n`;
      return local === typeName
        ? `${comment}export ${declaration}`
        : `${comment}${declaration}export { ${local} as ${typeName} };\n`;
    });
  return `${formImports(exports.join(""))}${exports.join("\n")}`;
}

/** @returns a name for the example of a schema `Types` that neither an import nor another example has */
function importFree({ schemas }: Api): string {
  let name = "Types_";
  while (schemas.some(({ typeName }) => typeName === name)) name += "_";
  return name;
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
