import type { JsonObject } from "../document/json-object.ts";
import type { Direction } from "./direction.ts";

/** A schema as the document has it: an object, or `true` or `false`. */
export type SchemaValue = JsonObject | boolean;

/** A value in the generated code. */
export interface Spot {
  /** The variable or parameter that holds the value. */
  value: string;
  /** The expression of the path to the value. */
  at: string;
  direction: Direction;
}

/** The parts of the schema compiler that the checks for each JSON type use. */
export interface CheckWriter {
  /**
   * @returns the statements that check a value against one of the schemas that apply to it; each one
   *   leaves by `return false` when it may stop
   */
  body(schema: SchemaValue, spot: Spot): string;
  /**
   * @returns the statements that check a value against the only schema that applies to it: those of
   *   `body` and, for a value that the API produces, a check that every property is declared
   */
  place(schema: SchemaValue, spot: Spot): string;
  /** @returns the statement that notes an issue, and leaves when nobody collects them */
  fail(at: string, message: string): string;
  /** @returns the statement that notes an issue when the condition holds */
  failIf(condition: string, at: string, message: string): string;
  /** @returns the statement that checks a value by the function of a schema */
  call(schema: SchemaValue, spot: Spot, hint: string): string;
  /** @returns an expression that is true when the value matches the schema */
  test(schema: SchemaValue, spot: Spot, hint: string): string;
  /** @returns a name that no other variable of the function has */
  variable(letter: string): string;
  /** @returns the name of a constant that holds the value of an expression without side effects */
  constant(prefix: string, expression: string): string;
  /** @returns the name of a constant regular expression */
  pattern(source: string, schema: JsonObject, field: string): string;
  /** @returns whether a property must be there, in that direction */
  mustHave(property: SchemaValue | undefined, direction: Direction): boolean;
  /** @returns the annotation, or nothing in JavaScript */
  type(annotation: string): string;
}
