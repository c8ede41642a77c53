import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../../schema/same-json.ts";
import type { ChangeLog } from "../change-log.ts";
import { compareNotes } from "../compare-notes.ts";
import { type Contract, entries, labelOf, listOf, operationsOf, placeAt } from "../contract.ts";

/**
 * Compares the security schemes of two documents.
 *
 * @returns the old name of each scheme that was renamed, by its new one
 */
export function compareSchemes(log: ChangeLog, old: Contract, now: Contract): Map<string, string> {
  const [before, after] = [schemesOf(old), schemesOf(now)];
  const renamed = new Map<string, string>();
  const removed = [...before].filter(([name]) => !after.has(name));
  for (const [name, scheme] of after) {
    const known = before.get(name);
    if (known) {
      compareScheme(log, [old, now], known, scheme, users(now, name));
      continue;
    }
    const twin = removed.findIndex(([, other]) => sameJson(meaning(other), meaning(scheme)));
    const place = placeAt(now, scheme);
    if (twin < 0) {
      log.add("security-scheme-added", place, "was added", []);
      continue;
    }
    const [[oldName]] = removed.splice(twin, 1) as [[string, JsonObject]];
    renamed.set(name, oldName);
    log.add("security-scheme-renamed", place, `was renamed from \`${oldName}\``, users(now, name));
  }
  for (const [, scheme] of removed)
    log.add("security-scheme-removed", placeAt(old, scheme), "was removed", []);
  return renamed;
}

function schemesOf(contract: Contract): Map<string, JsonObject> {
  const { components } = contract.document.root;
  return new Map(entries(contract, isObject(components) ? components["securitySchemes"] : {}));
}

function meaning(scheme: JsonObject): JsonObject {
  return { ...scheme, description: undefined };
}

/** @returns the operations that name a scheme */
function users({ document }: Contract, scheme: string): string[] {
  const contract: Contract = { document, side: "new" };
  const names = (security: unknown): boolean =>
    listOf(security).some((one) => isObject(one) && scheme in one);
  return entries(contract, document.root["paths"]).flatMap(([path, item]) =>
    operationsOf(item)
      .filter(([, operation]) => names(operation["security"] ?? document.root["security"]))
      .map(([method]) => labelOf(method, path)),
  );
}

function compareScheme(
  log: ChangeLog,
  [old, now]: readonly [Contract, Contract],
  one: JsonObject,
  other: JsonObject,
  operations: string[],
): void {
  compareNotes(log, [old, now], one, other, operations);
  const changed = ["type", "in", "name", "scheme"].filter((field) =>
    field === "name" && other["in"] === "header"
      ? String(one[field]).toLowerCase() !== String(other[field]).toLowerCase()
      : String(one[field]).toLowerCase() !== String(other[field]).toLowerCase(),
  );
  const [field] = changed;
  if (field !== undefined) {
    log.add(
      "security-scheme-changed",
      placeAt(now, other, field),
      `has \`${field}: ${String(other[field])}\` instead of \`${String(one[field])}\``,
      operations,
    );
    return;
  }
  const [was, is] = [one["deprecated"] === true, other["deprecated"] === true];
  if (was !== is) {
    const place = placeAt(is ? now : old, is ? other : one, "deprecated");
    const rule = is ? "security-scheme-deprecated" : "security-scheme-reactivated";
    log.add(rule, place, is ? "is now deprecated" : "is no longer deprecated", operations);
  }
  for (const name of ["openIdConnectUrl", "oauth2MetadataUrl", "bearerFormat"])
    if (one[name] !== other[name])
      log.add(
        name === "bearerFormat" ? "description-changed" : "security-url-changed",
        name in other ? placeAt(now, other, name) : placeAt(old, one, name),
        `has another \`${name}\``,
        operations,
      );
  compareFlows(log, [old, now], [one, other], operations);
}

function compareFlows(
  log: ChangeLog,
  [old, now]: readonly [Contract, Contract],
  [one, other]: readonly [JsonObject, JsonObject],
  operations: string[],
): void {
  const [before, after] = [
    new Map(entries(old, one["flows"])),
    new Map(entries(now, other["flows"])),
  ];
  for (const [name, flow] of after) {
    const was = before.get(name);
    if (!was) {
      log.add("security-flow-added", placeAt(now, other, "flows", name), "was added", operations);
      continue;
    }
    for (const field of ["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"])
      if (was[field] !== flow[field])
        log.add(
          "security-url-changed",
          field in flow ? placeAt(now, flow, field) : placeAt(old, was, field),
          `has another \`${field}\``,
          operations,
        );
    compareScopes(was, flow);
  }
  for (const name of before.keys())
    if (!after.has(name))
      log.add("security-flow-removed", placeAt(old, one, "flows", name), "was removed", operations);

  function compareScopes(was: JsonObject, flow: JsonObject): void {
    const [had, has] = [scopesOf(was), scopesOf(flow)];
    for (const scope of Object.keys(has)) {
      const place = placeAt(now, flow, "scopes", scope);
      if (!(scope in had)) log.add("oauth-scope-added", place, "was added", operations);
      else if (had[scope] !== has[scope])
        log.add("description-changed", place, "has another description", operations);
    }
    for (const scope of Object.keys(had))
      if (!(scope in has))
        log.add(
          "oauth-scope-removed",
          placeAt(old, was, "scopes", scope),
          "was removed",
          operations,
        );
  }
}

function scopesOf(flow: JsonObject): JsonObject {
  return isObject(flow["scopes"]) ? flow["scopes"] : {};
}
