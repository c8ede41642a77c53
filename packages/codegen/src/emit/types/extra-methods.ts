import type ts from "typescript";
import { type JsonObject, isObject } from "../../document/json-object.ts";
import { operationsOf } from "../../document/objects/methods.ts";
import { propertyName } from "../text/literal.ts";
import { compiler } from "./compiler.ts";

// openapi-typescript knows eight methods. An operation with another one goes through it as the GET of
// a path item of its own, whose name has this character of the private use area before the method.
const mark = "\uE032";

const known: ReadonlySet<string> = new Set(
  "get put post delete options head patch trace".split(" "),
);

/** Gives each operation with a method that openapi-typescript does not know a path item of its own; in place. */
export function liftExtraMethods(root: JsonObject): void {
  const components = isObject(root["components"]) ? root["components"] : {};
  for (const [holder, field] of [
    [root, "paths"],
    [root, "webhooks"],
    [components, "pathItems"],
  ] as const) {
    const items = holder[field];
    if (!isObject(items)) continue;
    const lifted = Object.entries(items).flatMap(([name, item]) => liftFrom(name, item));
    if (lifted.length > 0) holder[field] = { ...items, ...Object.fromEntries(lifted) };
  }
}

function liftFrom(name: string, item: unknown): [string, JsonObject][] {
  if (!isObject(item)) return [];
  const { parameters } = item;
  return operationsOf(item)
    .filter(({ method }) => !known.has(method))
    .map(({ method, operation }) => [
      `${name}${mark}${method}`,
      { ...(parameters === undefined ? {} : { parameters }), get: operation },
    ]);
}

/** @returns the nodes with each of these operations in its own path item, by its method */
export function placeExtraMethods(nodes: ts.Node[]): ts.Node[] {
  const { factory } = compiler;
  const place = (members: readonly ts.TypeElement[]): ts.TypeElement[] => {
    const extra = new Map<string, ts.TypeElement[]>();
    for (const member of members) {
      const [path = "", method] = nameOf(member).split(mark);
      if (method === undefined) continue;
      const operation = membersOf(member).find((each) => nameOf(each) === "get");
      const renamed = operation && rename(operation, method);
      if (renamed) extra.set(path, [...(extra.get(path) ?? []), renamed]);
    }
    return members.flatMap((member) => {
      const name = nameOf(member);
      if (name.includes(mark)) return [];
      const added = extra.get(name);
      if (!added && name !== "pathItems") return [member];
      const inner = added ? [...membersOf(member), ...added] : place(membersOf(member));
      return [withType(member, factory.createTypeLiteralNode(inner))];
    });
  };
  return nodes.map((node) =>
    compiler.isInterfaceDeclaration(node) &&
    ["paths", "webhooks", "components"].includes(node.name.text)
      ? factory.updateInterfaceDeclaration(
          node,
          node.modifiers,
          node.name,
          undefined,
          undefined,
          place([...node.members]),
        )
      : node,
  );
}

function nameOf({ name }: ts.TypeElement): string {
  return name && (compiler.isIdentifier(name) || compiler.isStringLiteral(name)) ? name.text : "";
}

function membersOf(member: ts.TypeElement): ts.TypeElement[] {
  const type = compiler.isPropertySignature(member) ? member.type : undefined;
  return type && compiler.isTypeLiteralNode(type) ? [...type.members] : [];
}

function rename(member: ts.TypeElement, method: string): ts.TypeElement | undefined {
  if (!compiler.isPropertySignature(member)) return undefined;
  const name = propertyName(method).startsWith('"')
    ? compiler.factory.createStringLiteral(method)
    : method;
  return copyComments(
    member,
    compiler.factory.createPropertySignature(undefined, name, undefined, member.type),
  );
}

function withType(member: ts.TypeElement, type: ts.TypeNode): ts.TypeElement {
  if (!compiler.isPropertySignature(member)) return member;
  const { modifiers, name, questionToken } = member;
  return copyComments(
    member,
    compiler.factory.createPropertySignature(modifiers, name, questionToken, type),
  );
}

function copyComments<Node extends ts.Node>(from: ts.Node, to: Node): Node {
  return compiler.setSyntheticLeadingComments(to, compiler.getSyntheticLeadingComments(from));
}
