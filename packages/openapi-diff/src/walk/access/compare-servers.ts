import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../../schema/same-json.ts";
import { compareNotes } from "../compare-notes.ts";
import { entries, listOf, placeAt } from "../contract.ts";
import type { Walk } from "../walk.ts";

/** A list of servers, and the object that has it. */
interface Servers {
  list: unknown;
  at: JsonObject;
}

/** Compares two lists of servers. A client's default address is the first one. */
export function compareServers(
  { log, old, now }: Walk,
  before: Servers,
  after: Servers,
  operations: readonly string[],
): void {
  const [was, is] = [serversOf(before.list), serversOf(after.list)];
  const removed = [...was].filter(([url]) => !is.has(url));
  const added = [...is].filter(([url]) => !was.has(url));
  const [gone, come] = [removed[0], added[0]];
  if (removed.length === 1 && added.length === 1 && gone && come) {
    log.add(
      "server-url-changed",
      placeAt(now, isObject(come[1]) ? come[1] : after.at, "url"),
      `is \`${come[0]}\` instead of \`${gone[0]}\``,
      operations,
      `${gone[0]} ${come[0]}`,
    );
    compareServer(gone[1], come[1]);
  } else {
    for (const [url, server] of removed)
      log.add("server-removed", placeAt(old, server), `\`${url}\` was removed`, operations, url);
    for (const [url, server] of added)
      log.add("server-added", placeAt(now, server), `\`${url}\` was added`, operations, url);
  }
  for (const [url, server] of is) {
    const known = was.get(url);
    if (known) compareServer(known, server);
  }

  function compareServer(one: JsonObject, other: JsonObject): void {
    compareNotes(log, [old, now], one, other, operations);
    if (one["name"] !== other["name"])
      log.add(
        "description-changed",
        "name" in other ? placeAt(now, other, "name") : placeAt(old, one, "name"),
        "has another name",
        operations,
      );
    const [variables, newVariables] = [
      new Map(entries(old, one["variables"])),
      new Map(entries(now, other["variables"])),
    ];
    for (const [name, variable] of newVariables) {
      const known = variables.get(name);
      if (!known) continue;
      compareNotes(log, [old, now], known, variable, operations);
      compareVariable(known, variable);
    }
  }

  function compareVariable(one: JsonObject, other: JsonObject): void {
    if (one["default"] !== other["default"])
      log.add(
        "server-variable-default-changed",
        placeAt(now, other, "default"),
        `is \`${String(other["default"])}\` instead of \`${String(one["default"])}\``,
        operations,
      );
    const [values, newValues] = [listOf(one["enum"]), listOf(other["enum"])];
    const lost = values.filter((value) => !newValues.includes(value));
    const more = newValues.filter((value) => !values.includes(value));
    const place = "enum" in other ? placeAt(now, other, "enum") : placeAt(old, one, "enum");
    if ((newValues.length > 0 && lost.length > 0) || (values.length === 0 && newValues.length > 0))
      log.add(
        "server-variable-value-removed",
        place,
        "can no longer have every value that it could",
        operations,
      );
    else if (more.length > 0 || !sameJson(values.map(String).sort(), newValues.map(String).sort()))
      log.add("server-variable-value-added", place, "can have more values", operations);
  }
}

/** Returns the servers by URL without a trailing slash. The default is the server of the document. */
function serversOf(list: unknown): Map<string, JsonObject> {
  const servers = listOf(list).filter(isObject);
  return new Map(
    (servers.length > 0 ? servers : [{ url: "/" }]).map((server) => [
      String(server["url"]).replace(/(.)\/$/, "$1"),
      server,
    ]),
  );
}
