import type { JsonObject } from "../document/json-object.ts";
import type { Direction } from "../forms/direction.ts";
import type { SchemaForms } from "../forms/schema-forms.ts";
import type { SchemaValue } from "../forms/schema-value.ts";

/** A value in the generated code. */
export interface Spot {
  /** The variable or parameter that holds the value. */
  value: string;
  /** The expression of the path to the value. */
  at: string;
  direction: Direction;
  /** The properties that the value does not have in this direction. */
  absent: ReadonlySet<string>;
}

/** A spot whose value is not yet known to be described by a schema. */
export type Place = Omit<Spot, "absent">;

/** The parts of the schema compiler that the checks for each JSON type use. */
export interface CheckWriter {
  readonly forms: SchemaForms;
  /**
   * @returns the statements that check a value against one of the schemas that apply to it; each one
   *   leaves by `return false` when it may stop
   */
  body(schema: SchemaValue, spot: Spot): string;
  /**
   * @returns the statements that check a value against the only schema that applies to it: those of
   *   `body` and, for a value that the API produces, a check that every property is declared
   */
  place(schema: SchemaValue, place: Place): string;
  /** @returns the statement that notes an issue, and leaves when nobody collects them */
  fail(at: string, message: string): string;
  /** @returns the statement that notes an issue when the condition holds */
  failIf(condition: string, at: string, message: string): string;
  /** @returns the statement that checks a value by the function of a schema */
  call(schema: SchemaValue, spot: Spot, hint: string): string;
  /** @returns an expression that is true when the value matches the schema */
  test(schema: SchemaValue, spot: Spot, hint: string): string;
  /** @returns an expression that is true when the value matches the schema, taken literally */
  literalTest(schema: SchemaValue, value: string, hint: string): string;
  /** @returns whether a value of that direction may match several branches of a `oneOf` and still be right */
  mayOverlap(branches: readonly SchemaValue[], direction: Direction): boolean;
  /** @returns a name that no other variable of the function has */
  variable(letter: string): string;
  /** @returns the declaration of a variable of unknown type, or `""` where the code does not read it */
  local(name: string, value: string, code: string): string;
  /** @returns the name of a constant that holds the value of an expression without side effects */
  constant(prefix: string, expression: string): string;
  /** @returns the name of a constant regular expression */
  pattern(source: string, schema: JsonObject, field: string): string;
  /** @returns the annotation, or nothing in JavaScript */
  type(annotation: string): string;
}
