import { createRequire } from "node:module";
import type { GlobalContext, OpenAPI3, SchemaObject } from "openapi-typescript";
import type ts from "typescript";
import { compiler } from "./compiler.ts";
import type { Api } from "../../api/api.ts";
import { parsePointer, valueAt } from "../../document/pointer.ts";
import { type JsonObject, isObject } from "../../document/read-document.ts";
import { placeReasons } from "./carry-reasons.ts";
import { deprecatedTag, renamed } from "../text/deprecated-tag.ts";
import { propertyName } from "../text/literal.ts";
import { type SchemaForms, type TypeOptions, schemaForms } from "../../forms/schema-forms.ts";
import { placeExtraMethods } from "./extra-methods.ts";
import { placeholderField, prepareDocument } from "./prepare-document.ts";
import { shortComment } from "./schema-comment.ts";
import { TypeWriter } from "./write-types.ts";
import { originalNames, safeName } from "./safe-names.ts";

// The one file that knows openapi-typescript. Its main entry loads a linter and a bundler that
// this package has no use for and that double the start-up time, so its parts are used directly.
const load = createRequire(import.meta.url);
const transformDocument = load("openapi-typescript/dist/transform/index.cjs") as (
  document: OpenAPI3,
  context: GlobalContext,
) => ts.Node[];

/**
 * Emits the types of every path, operation and component.
 *
 * openapi-typescript writes `paths`, `operations` and `components`. The types of schemas are written
 * here: an interface or alias for each named schema, and in both directions where they differ.
 *
 * @param options
 * @default options opens enums in responses
 */
export function emitTypes(api: Api, options?: TypeOptions): string {
  const forms = schemaForms(api, options);
  const writer = new TypeWriter(forms);
  const { root, types } = prepareDocument(api, forms, (schema, direction) =>
    writer.type(schema, direction),
  );
  const resolve = ($ref: string): unknown => resolveIn(root, $ref);
  const context: Partial<GlobalContext> = {
    defaultNonNullable: false,
    // Unions are narrowed in the representation, for every artefact.
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: true,
    injectFooter: [],
    silent: true,
    transform: writePlaceholder,
    resolve: resolve as GlobalContext["resolve"],
  };
  const nodes = transformDocument(root as unknown as OpenAPI3, context as GlobalContext);
  const text = placeReasons(originalNames(print(addFormerNames(placeExtraMethods(nodes), api))));
  return `${fillPlaceholders(text, types)}\n${declarations(api, forms, writer)}`;
}

/** The named schemas, each in all its forms and under its former names. */
function declarations(api: Api, forms: SchemaForms, writer: TypeWriter): string {
  const parts = api.schemas.flatMap((schema) => {
    const names = new Set(schema.aliases.map((alias) => alias.typeName));
    names.delete(schema.typeName);
    const tag = deprecatedTag(renamed(schema.typeName));
    return [
      ...forms.all(schema).map((form) => writer.declaration(schema, form)),
      ...Array.from(
        names,
        (name) => `${shortComment([tag], "")}export type ${name} = ${schema.typeName};\n`,
      ),
    ];
  });
  return parts.join("\n");
}

function writePlaceholder(schema: SchemaObject): ts.TypeNode | undefined {
  const name = isObject(schema) ? schema[placeholderField] : undefined;
  return typeof name === "string" ? compiler.factory.createTypeReferenceNode(name) : undefined;
}

/** Puts the types in the place of their placeholders, indented as the line that they stand in. */
function fillPlaceholders(text: string, types: ReadonlyMap<string, string>): string {
  // A schema may be called `Record`, so the type of that name is not used.
  const plain = text.replaceAll("= Record<string, never>;", "= { [key: string]: never };");
  return plain.replaceAll(/^( *)(.*)$/gm, (line: string, indent: string) =>
    line.includes("codegen$type$")
      ? line.replaceAll(/codegen\$type\$\d+\$/g, (name) =>
          (types.get(name) ?? "unknown").replaceAll("\n", `\n${indent}`),
        )
      : line,
  );
}

/** In the prepared document every reference leads to a component, or to a reference to one. */
function resolveIn(document: JsonObject, $ref: string): unknown {
  let found: unknown = { $ref };
  while (isObject(found) && typeof found["$ref"] === "string")
    found = valueAt(document, parsePointer(found["$ref"].slice(1)) ?? []);
  return found;
}

/** Adds the former names of operations to the interface of the present ones, and says which of these are deprecated. */
function addFormerNames(nodes: ts.Node[], api: Api): ts.Node[] {
  const { factory } = compiler;
  const deprecations = new Map(
    api.operations.map(({ id, deprecation }) => [safeName(id), deprecation]),
  );
  const former = api.operations.flatMap(({ id, aliases }) =>
    aliases.map((alias) => {
      const index = factory.createLiteralTypeNode(factory.createStringLiteral(id));
      const type = factory.createIndexedAccessTypeNode(
        factory.createTypeReferenceNode("operations"),
        index,
      );
      const name = propertyName(alias.id).startsWith('"')
        ? factory.createStringLiteral(alias.id)
        : alias.id;
      return addTag(factory.createPropertySignature(undefined, name, undefined, type), renamed(id));
    }),
  );
  return nodes.map((node) => {
    if (!compiler.isInterfaceDeclaration(node) || node.name.text !== "operations") return node;
    for (const member of node.members) {
      const name =
        member.name && (compiler.isIdentifier(member.name) || compiler.isStringLiteral(member.name))
          ? member.name.text
          : "";
      addTag(member, deprecations.get(name));
    }
    return factory.updateInterfaceDeclaration(
      node,
      node.modifiers,
      node.name,
      undefined,
      undefined,
      [...node.members, ...former],
    );
  });
}

function addTag<Node extends ts.Node>(node: Node, deprecation: string | undefined): Node {
  const tag = deprecatedTag(deprecation)?.replaceAll("*/", "*\\/");
  return tag === undefined
    ? node
    : compiler.addSyntheticLeadingComment(
        node,
        compiler.SyntaxKind.MultiLineCommentTrivia,
        `* ${tag} `,
        true,
      );
}

function print(nodes: ts.Node[]): string {
  const file = compiler.createSourceFile(
    "types.gen.ts",
    "",
    compiler.ScriptTarget.ESNext,
    false,
    compiler.ScriptKind.TS,
  );
  const printed = compiler.factory.updateSourceFile(file, nodes as ts.Statement[]);
  return compiler.createPrinter({ newLine: compiler.NewLineKind.LineFeed }).printFile(printed);
}
