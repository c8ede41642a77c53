import { sentMethod } from "../../document/objects/methods.ts";
import type { Method } from "../api.ts";

/** The methods that the HTTP Method Registry of IANA calls idempotent. */
const idempotent: ReadonlySet<string> = new Set(
  "GET HEAD PUT DELETE OPTIONS TRACE QUERY ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT COPY LABEL LINK MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE ORDERPATCH PROPFIND PROPPATCH REBIND REPORT SEARCH UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE UPDATEREDIRECTREF VERSION-CONTROL".split(
    " ",
  ),
);

/**
 * @returns whether sending a request twice has the effect of sending it once; `false` for a method
 *   that nobody has registered
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-9.2.2
 * @see https://www.iana.org/assignments/http-methods
 */
export function isIdempotent(method: Method): boolean {
  return idempotent.has(sentMethod(method));
}
