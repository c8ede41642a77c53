/**
 * The kinds of problems, by a name that does not change between releases. The text says what
 * happens to the place when a run goes on; a kind without one always stops the run.
 */
const readings = {
  "file-not-found": undefined,
  unreachable: undefined,
  syntax: undefined,
  "not-openapi": undefined,
  "unsupported-version": undefined,
  "broken-output": undefined,
  "unresolved-ref": "the place allows any value",
  "remote-ref": "the place allows any value",
  "forbidden-ref": "the place allows any value",
  "circular-ref": "the reference is left out",
  "too-large": "the place allows any value",
  "undeclared-path-parameter": "the parameter is a required string",
  "undeclared-security-scheme": "the requirement stays, and no client can meet it",
  "unknown-type": "the keyword is left out",
  "invalid-value": "the field is left out",
  "missing-field":
    "the field has its emptiest value; a parameter without a name or a place is left out",
  "invalid-path": "the path stays as it is",
  "misplaced-ref": "the object it refers to takes its place",
  "ignored-sibling": "the field is left out, as OpenAPI 3.0 says",
  "unknown-field": "the field is left out",
  "wrong-version": "the field means what it means in the other version",
  "duplicate-operation-id": "the later operation gets another id",
  "duplicate-method-name": "the later method gets another name",
  "duplicate-schema-name": "the later type gets another name",
  "duplicate-parameter": "the later parameter counts",
  "duplicate-path": "both paths stay",
  "unused-path-parameter": "the parameter is left out",
  "unsupported-parameter":
    "the parameter is left out, and the client leaves out an operation that requires it",
  "missing-response": "the operation has no typed response",
  "invalid-status": "the response is left out",
  "invalid-enum": "the values count, and not the type",
  "invalid-pattern": "the pattern is left out",
  "foreign-pattern": "the pattern is read as its author meant it, where JavaScript can say that",
  "unknown-property": "nothing changes",
  "unsupported-keyword": "the validators that would need the keyword are left out",
  "invalid-example": "the example is left out",
  "no-example": "the schema has no example",
  "cannot-send": "the client leaves the operation out",
} as const;

/** The kind of a problem. */
export type ProblemCode = keyof typeof readings;

/** The kind of a problem that a run can go on after. */
export type TolerableCode = {
  [Code in ProblemCode]: (typeof readings)[Code] extends string ? Code : never;
}[ProblemCode];

export const problemCodes: readonly ProblemCode[] = Object.keys(readings) as ProblemCode[];

export const tolerableCodes: readonly TolerableCode[] = problemCodes.filter(isTolerable);

export function isTolerable(code: ProblemCode): code is TolerableCode {
  return readings[code] !== undefined;
}

/** @returns what becomes of a place with such a problem when the run goes on */
export function readingOf(code: TolerableCode): string {
  return readings[code];
}
