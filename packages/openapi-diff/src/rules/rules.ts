import { requestBodyRules } from "./operation/body-rules.ts";
import { boundRules } from "./schema/bound-rules.ts";
import { extensionRules } from "./operation/extension-rules.ts";
import { formatRules } from "./schema/format-rules.ts";
import { keywordRules } from "./schema/keyword-rules.ts";
import { nameRules } from "./operation/name-rules.ts";
import { parameterRules } from "./operation/parameter-rules.ts";
import { pathRules } from "./operation/path-rules.ts";
import { responseRules } from "./operation/response-rules.ts";
import type { Rule } from "./rule.ts";
import { securityRules } from "./access/security-rules.ts";
import { serverRules } from "./access/server-rules.ts";
import { shapeRules } from "./schema/shape-rules.ts";
import { unionRules } from "./schema/union-rules.ts";
import { valueRules } from "./schema/value-rules.ts";

/** Every rule, in the order of the README's table. */
export const rules: readonly Rule[] = [
  ...pathRules,
  ...parameterRules,
  ...requestBodyRules,
  ...responseRules,
  ...shapeRules,
  ...unionRules,
  ...valueRules,
  ...formatRules,
  ...boundRules,
  ...keywordRules,
  ...securityRules,
  ...serverRules,
  ...extensionRules,
  ...nameRules,
];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/**
 * Finds the rule of a change.
 *
 * @param family the id of the rule, with or without its direction
 * @throws {Error} when the rule does not exist, which is a bug in this package
 */
export function ruleOf(family: string, way?: "request" | "response"): Rule {
  const rule = byId.get(`${way}-${family}`) ?? byId.get(family);
  if (!rule) throw new Error(`There is no rule ${way === undefined ? "" : `${way} `}${family}.`);
  return rule;
}
