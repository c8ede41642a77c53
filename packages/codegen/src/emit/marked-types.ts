import type { SchemaObject, TransformNodeOptions } from "openapi-typescript";
import type ts from "typescript";
import { compiler } from "./compiler.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";
import { type Mark, marker } from "./prepare-types.ts";

/** What openapi-typescript makes of a schema. */
type Transform = (schema: SchemaObject, options: TransformNodeOptions) => ts.TypeNode;

/**
 * Writes the types that openapi-typescript has no words for; it asks first for every schema that
 * has a type.
 *
 * @returns the type, or `undefined` when the schema is not marked
 */
export function markedType(
  schema: JsonObject,
  transform: Transform,
  options: TransformNodeOptions,
): ts.TypeNode | undefined {
  const mark = schema[marker] as Mark | undefined;
  if (!mark) return undefined;
  if ("open" in mark) return openUnion(mark.open);
  if ("never" in mark)
    return compiler.factory.createKeywordTypeNode(compiler.SyntaxKind.NeverKeyword);
  const typeOf = (part: unknown): ts.TypeNode => transform(part as SchemaObject, options);
  // Of several types each is asked for by itself.
  if (schema["type"] === "array" && Array.isArray(schema["prefixItems"]))
    return tuple(schema, schema["prefixItems"], typeOf);
  if (schema["type"] !== "object" || "tuple" in mark) return undefined;
  return "prefixes" in mark
    ? prefixedNames(schema, mark.prefixes, typeOf)
    : freeNames(schema, typeOf);
}

/** `"a" | "b" | (string & {})`: an editor completes the known values, and any other is accepted. */
function openUnion(values: readonly unknown[]): ts.TypeNode {
  const { factory } = compiler;
  const members: ts.TypeNode[] = values.map((value) =>
    factory.createLiteralTypeNode(literalNode(value)),
  );
  const bases = {
    string: compiler.SyntaxKind.StringKeyword,
    number: compiler.SyntaxKind.NumberKeyword,
  } as const;
  for (const [type, keyword] of Object.entries(bases)) {
    if (!values.some((value) => typeof value === type)) continue;
    const open = factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(keyword),
      factory.createTypeLiteralNode([]),
    ]);
    members.push(factory.createParenthesizedType(open));
  }
  return factory.createUnionTypeNode(members);
}

function literalNode(value: unknown): ts.LiteralTypeNode["literal"] {
  const { factory } = compiler;
  if (value === null) return factory.createNull();
  if (typeof value === "boolean") return value ? factory.createTrue() : factory.createFalse();
  if (typeof value !== "number") return factory.createStringLiteral(value as string);
  if (value >= 0) return factory.createNumericLiteral(value);
  return factory.createPrefixUnaryExpression(
    compiler.SyntaxKind.MinusToken,
    factory.createNumericLiteral(-value),
  );
}

/** `[string, number?, ...boolean[]]`: an item may be absent unless there is a least number of them, and any may follow. */
function tuple(
  schema: JsonObject,
  items: readonly unknown[],
  typeOf: (schema: unknown) => ts.TypeNode,
): ts.TypeNode {
  const { factory } = compiler;
  const { minItems, maxItems, items: rest = true } = schema;
  const least = typeof minItems === "number" ? minItems : 0;
  const most = typeof maxItems === "number" ? maxItems : Infinity;
  const first = items.slice(0, most).map((item, index) => {
    const type = typeOf(item);
    return index < least ? type : factory.createOptionalTypeNode(type);
  });
  const further = factory.createRestTypeNode(factory.createArrayTypeNode(typeOf(rest)));
  const isOpen = rest !== false && items.length < most;
  return factory.createTupleTypeNode(isOpen ? [...first, further] : first);
}

/** ``{ [key: `metadata.${string}`]: string }`` beside the properties that have a name. */
function prefixedNames(
  schema: JsonObject,
  prefixes: readonly string[],
  typeOf: (schema: unknown) => ts.TypeNode,
): ts.TypeNode {
  const { factory } = compiler;
  const values = Object.values(schema["patternProperties"] as JsonObject);
  const signatures = prefixes.map((prefix, index) => {
    const name = factory.createTemplateLiteralType(factory.createTemplateHead(prefix), [
      factory.createTemplateLiteralTypeSpan(
        factory.createKeywordTypeNode(compiler.SyntaxKind.StringKeyword),
        factory.createTemplateTail(""),
      ),
    ]);
    return indexSignature(name, typeOf(values[index]));
  });
  const named = factory.createTypeLiteralNode(signatures);
  const { properties, additionalProperties, required } = schema;
  if (isObject(additionalProperties) && Object.keys(additionalProperties).length > 0)
    return factory.createIntersectionTypeNode([freeNames(schema, typeOf), named]);
  if (!isObject(properties)) return named;
  return factory.createIntersectionTypeNode([typeOf(ownWords({ properties, required })), named]);
}

/** `{ count?: number; [key: string]: string | number | undefined }`: what is said of any name holds for the known ones too. */
function freeNames(schema: JsonObject, typeOf: (schema: unknown) => ts.TypeNode): ts.TypeNode {
  const { factory } = compiler;
  const { additionalProperties, patternProperties } = schema;
  const properties = (schema["properties"] ?? {}) as JsonObject;
  const free = [
    ...(isObject(additionalProperties) ? [additionalProperties] : []),
    ...Object.values((patternProperties ?? {}) as JsonObject),
  ];
  const values = new Map<string, ts.TypeNode>();
  for (const part of [...free, ...Object.values(properties)]) {
    const type = withoutComments(typeOf(part));
    values.set(textOf(type), type);
  }
  const nothing = factory.createKeywordTypeNode(compiler.SyntaxKind.UndefinedKeyword);
  const known =
    Object.keys(properties).length === 0
      ? []
      : (typeOf(ownWords({ properties, required: schema["required"] })) as ts.TypeLiteralNode)
          .members;
  const string = factory.createKeywordTypeNode(compiler.SyntaxKind.StringKeyword);
  const index = indexSignature(string, factory.createUnionTypeNode([...values.values(), nothing]));
  return factory.createTypeLiteralNode([...known, index]);
}

/** The words about the object itself: openapi-typescript adds the type of the others. */
function ownWords({ properties, required }: JsonObject): JsonObject {
  return { type: "object", properties, ...(required === undefined ? {} : { required }) };
}

function indexSignature(name: ts.TypeNode, type: ts.TypeNode): ts.IndexSignatureDeclaration {
  const key = compiler.factory.createParameterDeclaration(
    undefined,
    undefined,
    "key",
    undefined,
    name,
  );
  return compiler.factory.createIndexSignature(undefined, [key], type);
}

function withoutComments<Node extends ts.Node>(node: Node): Node {
  compiler.setSyntheticLeadingComments(node, undefined);
  compiler.forEachChild(node, withoutComments);
  return node;
}

function textOf(type: ts.TypeNode): string {
  const file = compiler.createSourceFile("type.ts", "", compiler.ScriptTarget.ESNext);
  return compiler.createPrinter().printNode(compiler.EmitHint.Unspecified, type, file);
}
