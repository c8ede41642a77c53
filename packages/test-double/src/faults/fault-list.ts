import type { DoubleRequest } from "../request/double-request.ts";
import type { Random } from "../values/random.ts";
import type { Fault, FaultHandle } from "./fault.ts";

/** The faults of a double. */
export interface FaultList {
  /** @param operation the operation that the fault applies to; `undefined` for all */
  add(operation: string | undefined, fault: Fault): FaultHandle;
  /** Returns the fault that applies to a request, if any. If several apply, the oldest wins. */
  take(request: DoubleRequest): Fault | undefined;
  clear(): void;
}

interface Entry {
  readonly operation: string | undefined;
  readonly fault: Fault;
  left: number;
  count: number;
}

/** Creates an empty list. */
export function createFaultList(random: Random): FaultList {
  const entries = new Set<Entry>();
  return {
    add(operation, fault) {
      checkFault(fault);
      const entry: Entry = { operation, fault, left: fault.times ?? 1, count: 0 };
      entries.add(entry);
      const remove = (): void => void entries.delete(entry);
      return {
        get count() {
          return entry.count;
        },
        remove,
        [Symbol.dispose]: remove,
      };
    },
    take(request) {
      for (const entry of entries) {
        if (!applies(entry, request)) continue;
        if (entry.fault.share !== undefined && random.next() >= entry.fault.share) continue;
        entry.count += 1;
        entry.left -= 1;
        if (entry.left <= 0) entries.delete(entry);
        return entry.fault;
      }
      return undefined;
    },
    clear: () => entries.clear(),
  };
}

function applies({ operation, fault: { id } }: Entry, request: DoubleRequest): boolean {
  if (operation !== undefined && operation !== request.operation) return false;
  return (
    id === undefined || Object.values(request.path).some((value) => String(value) === String(id))
  );
}

function checkFault({ times, share }: Fault): void {
  if (times !== undefined && !(times > 0))
    throw new TypeError(`A fault's \`times\` must be a number above 0. It is ${times}.`);
  if (share !== undefined && !(share >= 0 && share <= 1))
    throw new TypeError(`A fault's \`share\` must be from 0 to 1. It is ${share}.`);
}
