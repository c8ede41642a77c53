import { closestOperation } from "./closest-operation.ts";
import type { OperationRow } from "./contract.ts";
import type { Route } from "./find-operation.ts";

type UnknownRoute = Exclude<Route, { readonly match: object }>;

/** Returns a sentence about a request that the contract does not define. It names the closest operation. */
export function describeUnknown(
  { method, url }: Request,
  rows: readonly OperationRow[],
  baseUrls: readonly string[],
  route: UnknownRoute,
): string {
  if (route.wrongHost)
    return `${method} ${url} goes to another host than the API's. The contract knows ${baseUrls.join(", ")}. For the URL of \`listen()\`, leave out the double's \`fetch\`.`;
  const closest = closestOperation(rows, method, route.path);
  const hint = closest
    ? ` The closest operation is ${closest.method} ${closest.path} (${closest.id}).`
    : "";
  return `The contract has no operation ${method} ${route.path}.${hint}`;
}
