const brand: unique symbol = Symbol.for("@sandboxes/test-double/contract-violation") as never;

/** Reports a request that the contract does not know, or a response that breaks it. */
export class ContractViolation extends Error {
  override readonly name = "ContractViolation";
  readonly [brand] = true;

  /** Whether a value is a `ContractViolation`, also of another copy of this package. */
  static isInstance(value: unknown): value is ContractViolation {
    return typeof value === "object" && value !== null && brand in value;
  }
}
