import type { Api } from "../api/api.ts";
import { camelCase } from "../api/names/words.ts";
import type { JsonObject } from "../document/read-document.ts";
import { literal } from "../emit/text/literal.ts";
import type { Direction } from "../forms/direction.ts";
import { typesOf } from "../forms/implied-type.ts";
import { isOpenEnum } from "../forms/json-kinds.ts";
import {
  type SchemaForms,
  type TypeOptions,
  directionDependents,
  openBranches,
  schemaForms,
} from "../forms/schema-forms.ts";
import type { SchemaValue } from "../forms/schema-value.ts";
import { arrayChecks } from "./keywords/array-checks.ts";
import { CallGraph } from "./call-graph.ts";
import type { CheckWriter, Place, Spot } from "./check-writer.ts";
import { combinedChecks } from "./keywords/combined-checks.ts";
import { isPattern } from "./keywords/is-pattern.ts";
import { isLarge } from "./is-large.ts";
import { isRead } from "./is-read.ts";
import { kinds, typeTests } from "./keywords/json-types.ts";
import { objectChecks } from "./keywords/object-checks.ts";
import { type MergedFunctions, mergeFunctions } from "./merge-functions.ts";
import { numberChecks, stringChecks } from "./keywords/scalar-checks.ts";
import { declaredProperties } from "./keywords/undeclared.ts";
import { reportDialect, reportUnsupported } from "./keywords/unsupported.ts";
import { usedNames } from "./used-names.ts";

/** A function that is named and perhaps not yet written. */
interface CheckFunction {
  schema: SchemaValue;
  direction: Direction;
  absent: ReadonlySet<string>;
  /** Whether no other schema applies to the value. */
  isPlace: boolean;
}

const none: ReadonlySet<string> = new Set();

/**
 * Writes schemas as TypeScript functions that check a value.
 *
 * Checks are inline. Functions are written for schemas that are large or referred to, and for those
 * that are only tested; one for each schema and direction.
 */
export class SchemaCompiler implements CheckWriter {
  readonly forms: SchemaForms;
  readonly #api: Api;
  readonly #isDirected: (schema: JsonObject) => boolean;
  readonly #isOpen: (schema: JsonObject) => boolean;
  /** The parameters and the body of each function, by its name. */
  readonly #functions = new Map<string, string>();
  readonly #names = new Map<SchemaValue, Map<string, string>>();
  readonly #lastNumbers = new Map<string, number>();
  readonly #constants = new Map<string, string>();
  readonly #language: "TypeScript" | "JavaScript";
  /** Functions to write: one after the other, so that a long chain of references needs no deep stack. */
  readonly #waiting: (() => void)[] = [];
  readonly #graph = new CallGraph();
  /** Whether the whole document is in a dialect that the code does not follow. */
  readonly #isForeign: boolean;
  #incomplete: ReadonlySet<string> | undefined;
  #mergedFunctions: MergedFunctions | undefined;
  #variables = 0;

  /** @param language the language of the functions: JavaScript is TypeScript without its types */
  constructor(
    api: Api,
    language: "TypeScript" | "JavaScript" = "TypeScript",
    options?: TypeOptions,
  ) {
    this.#api = api;
    this.#language = language;
    this.forms = schemaForms(api, options);
    this.#isDirected = directionDependents(api, this.forms);
    this.#isOpen = openBranches(api, this.forms);
    this.#isForeign = reportDialect(api, api.document.root, "jsonSchemaDialect");
  }

  /**
   * @param hint a name for the function
   * @returns the name of a function that checks a value against the schema
   */
  functionFor(schema: SchemaValue, direction: Direction, hint: string): string {
    return this.#functionFor(schema, direction, hint, none, direction === "produced");
  }

  #functionFor(
    given: SchemaValue,
    givenDirection: Direction,
    givenHint: string,
    outerAbsent: ReadonlySet<string>,
    isPlace = false,
  ): string {
    const { schema, direction, hint } = this.#target(given, givenDirection, givenHint);
    if (typeof schema === "boolean") {
      const name = schema ? "anything" : "nothing";
      return this.#write(name, { schema, direction, absent: none, isPlace: false });
    }
    const effective =
      direction === "either" || direction === "produced" || this.#isDirected(schema)
        ? direction
        : "either";
    const extra = [...this.forms.absent.extra(schema, effective, outerAbsent)];
    const key = JSON.stringify([effective, isPlace, extra]);
    let byKey = this.#names.get(schema);
    if (!byKey) this.#names.set(schema, (byKey = new Map()));
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const suffix = effective === "either" ? "" : isPlace ? "alone" : effective;
    const base = camelCase(`check ${hint} ${suffix}`);
    let name = base;
    // Thousands of functions may have the same base, so the search goes on where the last one ended.
    let n = this.#lastNumbers.get(base) ?? 1;
    while (this.#functions.has(name)) name = `${base}${++n}`;
    this.#lastNumbers.set(base, n);
    byKey.set(key, name);
    const own = this.forms.absent.in(schema, effective);
    const absent = extra.length === 0 ? own : new Set([...own, ...extra]);
    return this.#write(name, { schema, direction: effective, absent, isPlace });
  }

  /** Follows a schema that is nothing but a reference. */
  #target(
    schema: SchemaValue,
    direction: Direction,
    hint: string,
  ): { schema: SchemaValue; direction: Direction; hint: string } {
    if (typeof schema === "boolean") return { schema, direction, hint };
    const target = this.forms.targets.of(schema);
    if (target === undefined || Object.keys(schema).length > 1) return { schema, direction, hint };
    const named = this.forms.named(schema["$ref"]);
    return this.#target(target, this.forms.behind(schema, direction), named?.name ?? hint);
  }

  body(schema: SchemaValue, spot: Spot): string {
    if (schema === true) return "";
    if (schema === false) return `${this.fail(spot.at, "must not be there")}\n`;
    if (spot.value !== "value" && isLarge(schema)) return this.call(schema, spot, "part");
    if (reportUnsupported(this.#api, schema)) this.#graph.markIncomplete();
    return [
      this.#reference(schema, spot),
      this.#typed(schema, spot),
      this.#values(schema, spot),
      combinedChecks(this, schema, spot),
      this.#conditional(schema, spot),
    ].join("");
  }

  place(schema: SchemaValue, place: Place): string {
    const absent = this.forms.absent.in(schema, place.direction);
    return this.body(schema, { ...place, absent }) + this.#undeclared(schema, place);
  }

  #undeclared(schema: SchemaValue, { value, at, direction }: Place): string {
    const names = direction === "produced" ? declaredProperties(schema, this.forms) : undefined;
    if (!names) return "";
    const name = this.variable("name");
    const known = this.constant(
      "known",
      `/* @__PURE__ */ new Set${this.type("<string>")}(${JSON.stringify([...names])})`,
    );
    const failure = this.failIf(
      `!${known}.has(${name}) && ${value}[${name}] !== undefined`,
      `to(out, ${at}, ${name})`,
      "is not declared",
    );
    return `if (isObject(${value})) {\nfor (const ${name} of Object.keys(${value})) {\n${failure}}\n}\n`;
  }

  fail(at: string, message: string): string {
    return `if (no(out, ${at}, ${JSON.stringify(message)})) return false;`;
  }

  failIf(condition: string, at: string, message: string): string {
    return `if (${condition} && no(out, ${at}, ${JSON.stringify(message)})) return false;\n`;
  }

  call(schema: SchemaValue, spot: Spot, hint: string): string {
    const name = this.#functionFor(schema, spot.direction, hint, spot.absent);
    this.#graph.call(name);
    return `if (!${name}(${spot.value}, out, ${spot.at}) && isFull(out)) return false;\n`;
  }

  test(schema: SchemaValue, spot: Spot, hint: string): string {
    if (typeof schema === "boolean") return String(schema);
    const name = this.#functionFor(schema, spot.direction, hint, spot.absent);
    this.#graph.call(name);
    return `${name}(${spot.value})`;
  }

  literalTest(schema: SchemaValue, value: string, hint: string): string {
    return this.test(schema, { value, at: "", direction: "either", absent: none }, hint);
  }

  mayOverlap(branches: readonly SchemaValue[], direction: Direction): boolean {
    if (direction !== "response") return false;
    return branches.some((branch) => typeof branch !== "boolean" && this.#isOpen(branch));
  }

  variable(letter: string): string {
    return `${letter}${++this.#variables}`;
  }

  local(name: string, value: string, code: string): string {
    return isRead(name, code) ? `const ${name}${this.type(": unknown")} = ${value};\n` : "";
  }

  constant(prefix: string, expression: string): string {
    let name = this.#constants.get(expression);
    if (name === undefined) {
      name = `${prefix}${this.#constants.size + 1}`;
      this.#constants.set(expression, name);
    }
    return name;
  }

  /** @returns the name of a constant regular expression; a pattern that is none is a problem of the schema */
  pattern(source: string, schema: JsonObject, field: string): string {
    const flags = isPattern(source, "u") ? "u" : "";
    if (!isPattern(source, flags)) {
      this.#api.document.problems.report(
        this.#api.document.problem(
          "invalid-value",
          `\`${source}\` is not a regular expression.`,
          schema,
          field,
        ),
      );
    }
    return this.constant(
      "pattern",
      `/* @__PURE__ */ new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`,
    );
  }

  /** Writes the functions that were named so far, and those that they call. */
  complete(): void {
    if (this.#waiting.length > 0) this.#mergedFunctions = undefined;
    for (let fill = this.#waiting.shift(); fill; fill = this.#waiting.shift()) fill();
  }

  get #merged(): MergedFunctions {
    this.#mergedFunctions ??= mergeFunctions(this.#functions, (name) => this.#graph.calledBy(name));
    return this.#mergedFunctions;
  }

  /** @returns whether a function checks all of its schema, once `complete` was called */
  isComplete(name: string): boolean {
    this.#incomplete ??= this.#graph.incomplete();
    return !this.#isForeign && !this.#incomplete.has(name);
  }

  /**
   * Functions with the same statements become one.
   *
   * @param names the functions to return
   * @returns the code of these functions, and of the functions and constants that they use
   */
  finish(names: Iterable<string>): string {
    this.complete();
    const roots = new Set([...names].map((name) => this.finalName(name)));
    const { functions: merged } = this.#merged;
    const used = usedNames(roots, merged);
    const functions = [...merged]
      .filter(([name]) => used.has(name))
      .map(([name, text]) => `function ${name}${text}`)
      .join("\n");
    const constants = [...this.#constants]
      .filter(([, name]) => used.has(name))
      .map(([expression, name]) => `const ${name} = ${expression};\n`);
    return `${constants.join("")}\n${functions}`;
  }

  /** @returns the name of a function after functions with the same statements became one */
  finalName(name: string): string {
    this.complete();
    return this.#merged.names.get(name) ?? name;
  }

  type(annotation: string): string {
    return this.#language === "TypeScript" ? annotation : "";
  }

  #write(name: string, check: CheckFunction): string {
    if (this.#functions.has(name)) return name;
    this.#functions.set(name, "");
    this.#waiting.push(() => this.#fill(name, check));
    return name;
  }

  #fill(name: string, { schema, direction, absent, isPlace }: CheckFunction): void {
    // Variables are counted within a function, so that a change in one leaves the others as they are.
    this.#variables = 0;
    this.#graph.current = name;
    const spot = { value: "value", at: "at", direction, absent };
    const body = isPlace ? this.place(schema, spot) : this.body(schema, spot);
    const value = isRead("value", body) ? "value" : "_value";
    const parameters =
      body === ""
        ? `..._${this.type(": readonly unknown[]")}`
        : `${value}${this.type(": unknown")}, out${this.type("?: Findings")}, at${this.type("?: At")}`;
    const head = `(${parameters})${this.type(": boolean")} {\n`;
    this.#functions.set(
      name,
      body === ""
        ? `${head}  return true;\n}\n`
        : `${head}  const before = out?.found.length;\n${body}  return out?.found.length === before;\n}\n`,
    );
  }

  #reference(schema: JsonObject, spot: Spot): string {
    const { $ref } = schema;
    if (this.forms.targets.of(schema) === undefined) return "";
    return this.call({ $ref }, spot, "reference");
  }

  #typed(schema: JsonObject, spot: Spot): string {
    const types = typesOf(schema, spot.direction) ?? [];
    const isAllowed = (type: string): boolean => types.length === 0 || types.includes(type);
    const checks: Readonly<Record<string, string>> = {
      object: isAllowed("object") ? objectChecks(this, schema, spot) : "",
      array: isAllowed("array") ? arrayChecks(this, schema, spot) : "",
      string: isAllowed("string") ? stringChecks(this, schema, spot) : "",
      number: isAllowed("number") || isAllowed("integer") ? numberChecks(this, schema, spot) : "",
    };
    const tests = types.map((type) => typeTests[type]?.[0].replace("$", spot.value) ?? "true");
    const wanted = `must be ${types.map((type) => typeTests[type]?.[1] ?? type).join(" or ")}`;
    const groups = Object.entries(checks).filter(([, text]) => text !== "");
    const [only] = types;
    const own = checks[only === "integer" ? "number" : (only ?? "")];
    if (types.length === 1 && own !== undefined && own !== "") {
      return `if (${not(tests)}) {\n${this.fail(spot.at, wanted)}\n} else {\n${own}}\n`;
    }
    const guarded = groups.map(
      ([type, text]) => `if (${typeTests[type]?.[0].replace("$", spot.value)}) {\n${text}}\n`,
    );
    const check = types.length === 0 ? "" : this.failIf(not(tests), spot.at, wanted);
    return check + guarded.join("");
  }

  #values(schema: JsonObject, spot: Spot): string {
    const values = schema["enum"];
    const only = "const" in schema ? this.#oneOf([schema["const"]], spot) : "";
    if (!Array.isArray(values)) return only;
    // A later version of the API may send other values of the same type.
    if (spot.direction === "response" && this.forms.options.enums === "open" && isOpenEnum(schema))
      return (
        only + (schema["type"] === undefined ? this.#typed({ type: kinds(values) }, spot) : "")
      );
    return only + this.#oneOf(values, spot);
  }

  #oneOf(values: readonly unknown[], spot: Spot): string {
    const tests = values.map((value) =>
      typeof value === "object" && value !== null
        ? `same(${spot.value}, ${literal(value)})`
        : `${spot.value} === ${JSON.stringify(value)}`,
    );
    const listed = values.map((value) => JSON.stringify(value)).join(", ");
    return this.failIf(
      not(tests),
      spot.at,
      values.length === 1 ? `must be ${listed}` : `must be one of ${listed}`,
    );
  }

  #conditional(schema: JsonObject, spot: Spot): string {
    const condition = schema["if"] as SchemaValue | undefined;
    if (condition === undefined) return "";
    const branch = (field: "then" | "else"): string => {
      const part = schema[field] as SchemaValue | undefined;
      return part === undefined ? "" : this.call(part, spot, field);
    };
    const [then, otherwise] = [branch("then"), branch("else")];
    if (then === "" && otherwise === "") return "";
    return `if (${this.literalTest(condition, spot.value, "if")}) {\n${then}} else {\n${otherwise}}\n`;
  }
}

/** @returns the expression that is true if no test is */
function not(tests: readonly string[]): string {
  const [only = ""] = tests;
  if (tests.length !== 1) return `!(${tests.join(" || ")})`;
  return only.includes(" === ") ? only.replace(" === ", " !== ") : `!${only}`;
}
