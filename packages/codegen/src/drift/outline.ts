import type ts from "typescript";
import { compiler } from "../emit/types/compiler.ts";

/**
 * Splits a generated file into the parts that a spec's author knows by name.
 *
 * @returns the text of each part by a name such as `operation listMailboxes` or `schema Mailbox`
 */
export function outline(text: string): Map<string, string> {
  const file = compiler.createSourceFile("outline.ts", text, compiler.ScriptTarget.ESNext, false);
  const parts = new Map<string, string>();
  const add = (name: string, node: ts.Node): void => {
    parts.set(name, (parts.get(name) ?? "") + text.slice(node.pos, node.end));
  };
  const owners = functionOwners(file, text);
  const schemas = schemaNames(file);
  for (const statement of file.statements) {
    const named =
      compiler.isInterfaceDeclaration(statement) || compiler.isTypeAliasDeclaration(statement)
        ? schemas.get(withoutInput(statement.name.text, schemas))
        : undefined;
    if (named !== undefined) {
      add(`schema ${named}`, statement);
    } else if (compiler.isInterfaceDeclaration(statement)) {
      addMembers(statement.name.text, statement.members, add);
    } else if (compiler.isTypeAliasDeclaration(statement)) {
      const name = statement.name.text;
      add(subject(statement.type, text) ?? `type ${name}`, statement);
    } else if (compiler.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        addVariable(declaration, text, add);
      }
    } else if (compiler.isFunctionDeclaration(statement) && statement.name) {
      const name = statement.name.text;
      add(owners.get(name) ?? `function ${name}`, statement);
    } else {
      add("imports and exports", statement);
    }
  }
  const rest = text.slice(file.endOfFileToken.pos).trim();
  if (rest !== "") parts.set("what stands at its end", rest);
  return parts;
}

/** @returns the names of the schemas by those of their types, from the interface of the components */
function schemaNames(file: ts.SourceFile): Map<string, string> {
  const names = new Map<string, string>();
  for (const statement of file.statements) {
    if (!compiler.isInterfaceDeclaration(statement) || statement.name.text !== "components")
      continue;
    for (const section of statement.members) {
      const type = compiler.isPropertySignature(section) ? section.type : undefined;
      if (nameOf(section) !== "schemas" || !type || !compiler.isTypeLiteralNode(type)) continue;
      for (const member of type.members) {
        const target = compiler.isPropertySignature(member) ? member.type : undefined;
        if (
          target &&
          compiler.isTypeReferenceNode(target) &&
          compiler.isIdentifier(target.typeName)
        )
          if (!names.has(target.typeName.text)) names.set(target.typeName.text, nameOf(member));
      }
    }
  }
  return names;
}

/** `PetInput` is the schema `Pet` in requests, unless a schema has that very name. */
function withoutInput(type: string, schemas: ReadonlyMap<string, string>): string {
  return schemas.has(type) ? type : type.replace(/Input\d*$/, "");
}

type Add = (name: string, node: ts.Node) => void;

/** The sections of `components`, as one calls a member of them. */
const sections: Readonly<Record<string, string>> = {
  schemas: "schema",
  responses: "response",
  parameters: "parameter",
  requestBodies: "request body",
  headers: "header",
  pathItems: "path item",
};

/** The kinds of the properties in these tables. */
const tables: Readonly<Record<string, string>> = {
  answers: "operation",
  responses: "operation",
  events: "operation",
  operations: "operation",
  requests: "operation",
  schemas: "schema",
};

/** @returns the component or operation that a type takes its meaning from, where it names one */
function subject(type: ts.Node | undefined, text: string): string | undefined {
  if (!type) return undefined;
  const form = /\bTypes\.(\w+?)(?:Input\d*)?\b/.exec(text.slice(type.pos, type.end));
  if (form) return `schema ${form[1] ?? ""}`;
  const match = /\b(components\["(\w+)"\]|operations)\[("(?:[^"\\]|\\.)*")\]/.exec(
    text.slice(type.pos, type.end),
  );
  if (!match) return undefined;
  const [, , section, quoted = '""'] = match;
  const name = JSON.parse(quoted) as string;
  return section === undefined ? `operation ${name}` : `${sections[section] ?? section} ${name}`;
}

/** A function that a validator is made of belongs to what the validator checks. */
function functionOwners(file: ts.SourceFile, text: string): Map<string, string> {
  const owners = new Map<string, string>();
  for (const statement of file.statements) {
    if (!compiler.isVariableStatement(statement)) continue;
    for (const { type, initializer } of statement.declarationList.declarations) {
      const owner = subject(type, text);
      if (owner === undefined || !initializer || !compiler.isCallExpression(initializer)) continue;
      for (const argument of initializer.arguments) {
        if (compiler.isIdentifier(argument) && !owners.has(argument.text)) {
          owners.set(argument.text, owner);
        }
      }
    }
  }
  return owners;
}

function addMembers(name: string, members: ts.NodeArray<ts.TypeElement>, add: Add): void {
  const kinds: Readonly<Record<string, string>> = {
    operations: "operation",
    paths: "path",
    webhooks: "webhook",
  };
  for (const member of members) {
    const type = compiler.isPropertySignature(member) ? member.type : undefined;
    const inner = type && compiler.isTypeLiteralNode(type) ? type.members : undefined;
    const own = nameOf(member);
    if (name === "components" && inner) {
      for (const component of inner) {
        add(`${sections[own] ?? own} ${nameOf(component)}`, component);
      }
    } else if (name === "Resources" && inner) {
      addMethods(inner, add);
    } else {
      add(kinds[name] === undefined ? `interface ${name}` : `${kinds[name]} ${own}`, member);
    }
  }
}

/** Adds the methods of a resource and of those inside of it. */
function addMethods(members: ts.NodeArray<ts.TypeElement>, add: Add): void {
  for (const member of members) {
    const type = compiler.isPropertySignature(member) ? member.type : undefined;
    if (type && compiler.isTypeLiteralNode(type)) addMethods(type.members, add);
    else add(methodOwner(member), member);
  }
}

/** A method of a resource has its operation as type: `Types["listMailboxes"]`. */
function methodOwner(method: ts.TypeElement): string {
  const type = compiler.isPropertySignature(method) ? method.type : undefined;
  const index = type && compiler.isIndexedAccessTypeNode(type) ? type.indexType : undefined;
  const literal = index && compiler.isLiteralTypeNode(index) ? index.literal : undefined;
  return literal && compiler.isStringLiteral(literal)
    ? `operation ${literal.text}`
    : `method ${nameOf(method)}`;
}

function addVariable(declaration: ts.VariableDeclaration, text: string, add: Add): void {
  const name = compiler.isIdentifier(declaration.name) ? declaration.name.text : "";
  const kind = Object.hasOwn(tables, name) ? tables[name] : undefined;
  let value = declaration.initializer;
  while (value && compiler.isAsExpression(value)) value = value.expression;
  if (kind === undefined || !value || !compiler.isObjectLiteralExpression(value)) {
    add(subject(declaration.type, text) ?? `const ${name}`, declaration);
    return;
  }
  for (const property of value.properties) add(`${kind} ${nameOf(property)}`, property);
}

function nameOf(node: { name?: ts.Node | undefined }): string {
  const { name } = node;
  if (!name) return "";
  return compiler.isIdentifier(name) ||
    compiler.isStringLiteral(name) ||
    compiler.isNumericLiteral(name)
    ? name.text
    : "";
}
