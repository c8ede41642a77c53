import { typeName } from "./words.ts";

/** The other exports of the file of types. */
const reserved = ["components", "operations", "paths", "webhooks"];

/** Identifiers that cannot name a type: the types of TypeScript itself, and the words of JavaScript. */
const words: ReadonlySet<string> = new Set(
  "any arguments as asserts async await bigint boolean break case catch class const continue debugger declare default delete do else enum eval export extends false finally for from function get if implements import in infer instanceof interface intrinsic is keyof let module namespace never new null number object of out override package private protected public readonly require return satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield".split(
    " ",
  ),
);

function canNameType(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name) && !words.has(name);
}

/**
 * Finds a name for the type of each schema.
 *
 * Of two schemas that would have the same one, the schema that is called just that has it. The
 * other one is called as in the description where TypeScript allows that, else by a number.
 *
 * @param given the name that the document gives a schema itself, if any
 * @param onClash is told of every schema that does not have the name it would have by itself
 * @returns the names of the types by those of the schemas
 */
export function nameTypes(
  schemas: readonly string[],
  given: (schema: string) => string | undefined,
  onClash: (schema: string, other: string, type: string) => void,
): Map<string, string> {
  const typeOf = (schema: string): string => given(schema) ?? typeName(schema);
  const owners = new Map<string, string>();
  for (const schema of schemas) {
    const type = typeOf(schema);
    if (type === schema || !owners.has(type)) owners.set(type, schema);
  }
  const types = new Map<string, string>();
  const taken = new Set([...owners.keys(), ...reserved]);
  for (const schema of schemas) {
    const type = typeOf(schema);
    const owner = owners.get(type) ?? schema;
    if (owner === schema) {
      types.set(schema, type);
      continue;
    }
    onClash(schema, owner, type);
    let name = canNameType(schema) ? schema : type;
    for (let n = 2; taken.has(name); n++) name = `${type}_${n}`;
    taken.add(name);
    types.set(schema, name);
  }
  return types;
}
