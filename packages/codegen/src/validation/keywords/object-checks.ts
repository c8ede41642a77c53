import { namePrefix } from "../../api/names/name-prefix.ts";
import type { JsonObject } from "../../document/read-document.ts";
import { type SchemaValue, requiredNames, schemaMap } from "../../forms/schema-value.ts";
import type { CheckWriter, Place, Spot } from "../check-writer.ts";
import { rejectUndefined } from "../reject-undefined.ts";
import { count, isCount } from "./scalar-checks.ts";

/**
 * JSON Schema 2020-12, Core, sections 10.2.2.4 and 10.3.2, and Validation, section 6.5.
 *
 * @returns the statements for a value that is known to be an object
 */
export function objectChecks(compiler: CheckWriter, schema: JsonObject, spot: Spot): string {
  return (
    sizeChecks(compiler, schema, spot) +
    namedProperties(compiler, schema, spot) +
    everyProperty(compiler, schema, spot) +
    dependentChecks(compiler, schema, spot)
  );
}

function sizeChecks(compiler: CheckWriter, schema: JsonObject, { value, at }: Spot): string {
  const { minProperties, maxProperties } = schema;
  const size = `names(${value}).length`;
  let text = "";
  if (typeof minProperties === "number" && minProperties > 0)
    text += compiler.failIf(
      `${size} < ${minProperties}`,
      at,
      `must have at least ${properties(minProperties)}`,
    );
  if (typeof maxProperties === "number")
    text += compiler.failIf(
      // `Object.keys` is faster, and counts at least as many.
      `Object.keys(${value}).length > ${maxProperties} && ${size} > ${maxProperties}`,
      at,
      `must have at most ${properties(maxProperties)}`,
    );
  const total = schema["x-max-total-bytes"];
  if (isCount(total))
    text += compiler.failIf(
      `hasMoreBytes(${value}, ${total})`,
      at,
      `must have at most ${count(total, "byte")} of keys and values in UTF-8`,
    );
  return text;
}

function properties(number: number): string {
  return number === 1 ? "1 property" : `${number} properties`;
}

function namedProperties(
  compiler: CheckWriter,
  schema: JsonObject,
  { value, at, direction, absent }: Spot,
): string {
  const known = schemaMap(schema, "properties");
  const required = new Set(requiredNames(schema));
  let text = "";
  for (const name of new Set([...Object.keys(known), ...required])) {
    // Whether it is there all the same, and what it is, makes no difference.
    if (absent.has(name)) continue;
    const property = Object.hasOwn(known, name) ? known[name] : undefined;
    const place = `to(out, ${at}, ${JSON.stringify(name)})`;
    const variable = compiler.variable("p");
    const body =
      property === undefined
        ? ""
        : compiler.place(property, { value: variable, at: place, direction });
    const missing = required.has(name) ? compiler.fail(place, "is missing") : "";
    if (body === "" && missing === "") continue;
    text += `const ${variable} = ${read(value, name)};\n`;
    if (missing === "") text += unlessUndefined(variable, body);
    else
      text +=
        rejectUndefined(body, { variable, at, place, name }) ??
        `if (${variable} === undefined) {\n${missing}\n}${body === "" ? "" : ` else {\n${body}}`}\n`;
  }
  return text;
}

/** @returns the statements that check the value of an optional property */
function unlessUndefined(variable: string, body: string): string {
  const single = /^if \((.* && no\(.*)\n$/.exec(body)?.[1];
  if (single !== undefined) return `if (${variable} !== undefined && ${single}\n`;
  return `if (${variable} !== undefined) {\n${body}}\n`;
}

/** Reads a property. An inherited property such as `toString` is not one of the object. */
function read(value: string, name: string): string {
  const access = `${value}[${JSON.stringify(name)}]`;
  return name in Object.prototype
    ? `(Object.hasOwn(${value}, ${JSON.stringify(name)}) ? ${access} : undefined)`
    : access;
}

function everyProperty(
  compiler: CheckWriter,
  schema: JsonObject,
  { value, at, direction }: Spot,
): string {
  const [name, property] = [compiler.variable("name"), compiler.variable("p")];
  const spot: Place = { value: property, at: `to(out, ${at}, ${name})`, direction };
  const patterns = Object.entries(schemaMap(schema, "patternProperties"));
  const tests = patterns.map(
    ([pattern]) => `${compiler.pattern(pattern, schema, "patternProperties")}.test(${name})`,
  );
  let text = "";
  const allowed = schema["propertyNames"] as SchemaValue | undefined;
  if (allowed !== undefined)
    text += compiler.place(allowed, { value: name, at: spot.at, direction: "either" });
  for (const [index, [, item]] of patterns.entries()) {
    const body = compiler.place(item, spot);
    if (body !== "") text += `if (${tests[index]}) {\n${body}}\n`;
  }
  text += furtherProperties(compiler, schema, spot, name, tests);
  if (text === "") return "";
  // A property that is undefined is not there: JSON would not write it.
  return `for (const ${name} of Object.keys(${value})) {\nconst ${property} = ${value}[${name}];\nif (${property} === undefined) continue;\n${text}}\n`;
}

function furtherProperties(
  compiler: CheckWriter,
  schema: JsonObject,
  spot: Place,
  name: string,
  patternTests: readonly string[],
): string {
  const further = schema["additionalProperties"] as SchemaValue | undefined;
  if (further === undefined || further === true) return "";
  const known = Object.keys(schemaMap(schema, "properties"));
  if (further === false) {
    // An API may be newer than the document, so a response may have more properties. Where a pattern
    // describes any name, the names are data, and none is new.
    const patterns = Object.keys(schemaMap(schema, "patternProperties"));
    if (
      spot.direction === "response" &&
      patterns.every((pattern) => namePrefix(pattern) !== undefined)
    )
      return "";
    // `SchemaCompiler.place` looks for undeclared properties.
    if (spot.direction === "produced" && known.length > 0) return "";
  }
  const expected = [...knownTest(compiler, known, name), ...patternTests];
  const body =
    further === false
      ? `${compiler.fail(spot.at, "is not known here")}\n`
      : compiler.place(further, spot);
  if (body === "" || expected.length === 0) return body;
  return `if (!(${expected.join(" || ")})) {\n${body}}\n`;
}

function knownTest(compiler: CheckWriter, known: readonly string[], name: string): string[] {
  if (known.length <= 4) return known.map((each) => `${name} === ${JSON.stringify(each)}`);
  return [
    `${compiler.constant("known", `/* @__PURE__ */ new Set${compiler.type("<string>")}(${JSON.stringify(known)})`)}.has(${name})`,
  ];
}

function dependentChecks(
  compiler: CheckWriter,
  schema: JsonObject,
  { value, at, direction, absent }: Spot,
): string {
  let text = "";
  const has = (name: string): string => `${read(value, name)} !== undefined`;
  for (const [name, needed] of Object.entries(schemaMap(schema, "dependentRequired"))) {
    for (const other of Array.isArray(needed) ? (needed as string[]) : []) {
      if (absent.has(other)) continue;
      text += compiler.failIf(
        `${has(name)} && ${read(value, other)} === undefined`,
        `to(out, ${at}, ${JSON.stringify(other)})`,
        `is missing beside "${name}"`,
      );
    }
  }
  for (const [name, dependent] of Object.entries(schemaMap(schema, "dependentSchemas"))) {
    text += `if (${has(name)}) {\n${compiler.call(dependent, { value, at, direction, absent }, "dependent")}}\n`;
  }
  return text;
}
