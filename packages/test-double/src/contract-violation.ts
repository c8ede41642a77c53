const mark = Symbol.for("@sandboxes/test-double/ContractViolation");

/** Reports a request that the contract does not know, or a response that breaks it. */
export class ContractViolation extends Error {
  override readonly name = "ContractViolation";

  static {
    Object.defineProperty(ContractViolation.prototype, mark, { value: true });
  }

  /** @returns whether a value is a `ContractViolation`, also of another copy of this package */
  static isInstance(value: unknown): value is ContractViolation {
    return mark in (Object(value) as object);
  }
}
