import type { JsonObject } from "@sandboxes/codegen/in-memory";
import type { ChangeLog } from "./change-log.ts";
import type { Contract } from "./contract.ts";

/** What every part of the comparison needs. */
export interface Walk {
  log: ChangeLog;
  old: Contract;
  now: Contract;
  /** The old name of each security scheme of the new document that was renamed. */
  schemes: ReadonlyMap<string, string>;
}

/** What parts of an operation need beside the walk. */
export interface OperationWalk extends Walk {
  /** Such as `GET /pets/{id}`. */
  label: string;
  /** Whether the API sends the request: in webhooks and callbacks. */
  isReversed: boolean;
}

/** An operation with the path item that it stands in. */
export interface OperationEntry {
  item: JsonObject;
  operation: JsonObject;
  /** The new name of each path parameter that was renamed. */
  renamed: ReadonlyMap<string, string>;
}
