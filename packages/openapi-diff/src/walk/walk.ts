import type { JsonObject } from "@sandboxes/codegen/in-memory";
import type { ChangeLog } from "./change-log.ts";
import type { Contract } from "./contract.ts";

/** The context of the whole comparison. */
export interface Walk {
  log: ChangeLog;
  old: Contract;
  now: Contract;
  /** The old name of each security scheme of the new document that was renamed. */
  schemes: ReadonlyMap<string, string>;
}

/** The context of an operation. */
export interface OperationWalk extends Walk {
  /** The name, such as `GET /pets/{id}`. */
  label: string;
  /** Whether the API sends the request: in webhooks and callbacks. */
  isReversed: boolean;
}

/** An operation with its path item. */
export interface OperationEntry {
  item: JsonObject;
  operation: JsonObject;
  /** The new name of each renamed path parameter. */
  renamed: ReadonlyMap<string, string>;
}
