const mark = Symbol.for("@sandboxes/test-double/ContractViolation");
/** A client that is made with `@sandboxes/client-runtime` passes such an error on and never retries. */
const final = Symbol.for("@sandboxes/client-runtime/final");

/** Reports a request that the contract does not define, or a response that violates the contract. */
export class ContractViolation extends Error {
  override readonly name = "ContractViolation";

  static {
    Object.defineProperties(ContractViolation.prototype, {
      [mark]: { value: true },
      [final]: { value: true },
    });
  }

  /** Returns whether a value is a `ContractViolation` of any copy of this package. */
  static isInstance(value: unknown): value is ContractViolation {
    return mark in (Object(value) as object);
  }
}
