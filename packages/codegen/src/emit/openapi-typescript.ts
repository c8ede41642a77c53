import { createRequire } from "node:module";
import type {
  GlobalContext,
  OpenAPI3,
  SchemaObject,
  TransformNodeOptions,
} from "openapi-typescript";
import type ts from "typescript";
import { compiler } from "./compiler.ts";
import type { Api } from "../api/api.ts";
import { parsePointer, valueAt } from "../document/pointer.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";
import { placeReasons } from "./carry-reasons.ts";
import { deprecatedTag, renamed } from "./deprecated-tag.ts";
import { propertyName } from "./literal.ts";
import { markedType } from "./marked-types.ts";
import { prepareTypes } from "./prepare-types.ts";
import { originalNames, safeName } from "./safe-names.ts";

// The one file that knows openapi-typescript. Its main entry loads a linter and a bundler that
// this package has no use for and that double the start-up time, so its parts are used directly.
const load = createRequire(import.meta.url);
const transformDocument = load("openapi-typescript/dist/transform/index.cjs") as (
  document: OpenAPI3,
  context: GlobalContext,
) => ts.Node[];
const transformSchema = load("openapi-typescript/dist/transform/schema-object.cjs").default as (
  schema: SchemaObject,
  options: TransformNodeOptions,
) => ts.TypeNode;

/**
 * Emits the types of every path, operation and component.
 *
 * Beyond what openapi-typescript does: an enum in an answer is open, free property names with
 * a known beginning are a template literal, and `const: null` is `null`.
 */
export function emitTypes(api: Api): string {
  const document = prepareTypes(api);
  const resolve = ($ref: string): unknown => resolveIn(document, $ref);
  const context: Partial<GlobalContext> = {
    defaultNonNullable: false,
    // Unions are narrowed in the representation, for every artefact.
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: true,
    injectFooter: [],
    silent: true,
    transform: writeMarked,
    resolve: resolve as GlobalContext["resolve"],
  };
  const nodes = transformDocument(document as unknown as OpenAPI3, context as GlobalContext);
  return placeReasons(originalNames(print(addFormerNames(nodes, api))));
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

/** openapi-typescript asks this hook first for every schema that has a type. */
function writeMarked(schema: SchemaObject, options: TransformNodeOptions): ts.TypeNode | undefined {
  return isObject(schema) ? markedType(schema, transformSchema, options) : undefined;
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
