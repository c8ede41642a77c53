// Prints what the generated validators make of the official JSON Schema Test Suite, draft 2020-12.
// No package has it: `conformance FOLDER` takes a clone of json-schema-org/JSON-Schema-Test-Suite.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "../../src/document/problems/problem.ts";
import { validatorOf } from "../project/compile.ts";

interface Group {
  description: string;
  schema: unknown;
  tests: readonly { description: string; data: unknown; valid: boolean }[];
}

/** Why a schema is refused, by what stands in it; whatever else is refused is a failure. */
const refusals: readonly [why: string, what: RegExp][] = [
  ["`unevaluatedItems`", /"unevaluatedItems":/],
  ["`unevaluatedProperties`", /"unevaluatedProperties":/],
  ["`$dynamicRef`", /"\$dynamicRef":/],
  ["a reference to another machine", /"\$ref":"(https?|urn):/],
  ["a reference to a file that is not there", /"\$ref":"[^"#:]+/],
  ["another dialect", /"\$schema":"http:\/\/localhost/],
  ["an `enum` without values", /"enum":\[\]/],
  ["a property called `__proto__`", /"__proto__":/],
];

/** Where the suite takes a format for a remark, and a validator here holds a value to it. */
const deviations: ReadonlySet<string> = new Set([
  "format.json: date-time format: invalid date-time string is only an annotation by default",
  "format.json: uuid format: invalid uuid string is only an annotation by default",
]);

/** Of what an implementation may do, what this one does. */
const optional = [
  "bignum.json",
  "ecmascript-regex.json",
  "float-overflow.json",
  "no-schema.json",
  "non-bmp-regex.json",
  "format/date-time.json",
  "format/uuid.json",
];

const [suite] = process.argv.slice(2);
if (suite === undefined) {
  console.error("Say where the suite is: conformance FOLDER");
  process.exit(1);
}
const root = join(suite, "tests/draft2020-12");
const failures: string[] = [];
const refused = new Map<string, number>();
let passed = 0;

async function run(file: string, { description, schema, tests }: Group): Promise<void> {
  const name = `${file}: ${description}`;
  let clean = (): void => {};
  try {
    const validator = await validatorOf(schema, (remove) => (clean = remove));
    for (const test of tests) {
      const is = validator.is(test.data);
      const agrees = is === (validator.issues(test.data).length === 0);
      const isRight = agrees && is === test.valid;
      const full = `${name}: ${test.description}`;
      if (isRight === deviations.has(full)) failures.push(full);
      else if (isRight) passed++;
    }
  } catch (error) {
    const why =
      DocumentError.isInstance(error) &&
      refusals.find(([, what]) => what.test(JSON.stringify(schema)))?.[0];
    if (why === undefined || why === false) failures.push(`${name}: ${String(error)}`);
    else refused.set(why, (refused.get(why) ?? 0) + 1);
  } finally {
    clean();
  }
}

const files = readdirSync(root).filter((name) => name.endsWith(".json"));
for (const file of [...files, ...optional.map((name) => `optional/${name}`)]) {
  const groups = JSON.parse(readFileSync(join(root, file), "utf8")) as Group[];
  for (const group of groups) await run(file, group);
}

console.log(`${passed} tests pass and ${failures.length} fail.`);
for (const test of deviations) console.log(`Otherwise on purpose: ${test}`);
console.log(`${[...refused.values()].reduce((a, b) => a + b, 0)} schemas are refused for`);
for (const [why, count] of refused) console.log(`- ${why}: ${count}`);
for (const failure of failures) console.error(`FAILED ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
