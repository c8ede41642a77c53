import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { generate } from "../src/generate.ts";
import type { Validator } from "../src/validation/runtime.ts";
import { writeProject } from "./project/document-project.ts";
import { folder } from "./project/folder.ts";
import { machines } from "./project/machines.ts";
import { runCompiler } from "./project/run.ts";

type Validators = Readonly<Record<string, Readonly<Record<string, Validator<unknown>>>>>;

let base: string;
let table: Readonly<Record<string, object>>;
let validators: Readonly<Record<"requests" | "answers" | "events", Validators>>;

beforeAll(async () => {
  let clean = (): void => {};
  base = folder({ "openapi.yaml": machines }, (remove) => (clean = remove));
  writeProject(base, { spec: "openapi.yaml" });
  await generate({ specs: [{ spec: "openapi.yaml", out: "src" }] }, base);
  const load = async (name: string): Promise<unknown> =>
    await import(pathToFileURL(join(base, "src", name)).href);
  table = ((await load("operations.gen.ts")) as { operations: typeof table }).operations;
  validators = (await load("validators.gen.ts")) as typeof validators;
  return () => clean();
});

it.each<[operation: string, row: object]>([
  ["listMachines", { produces: "application/json", array: true, success: [200, 204] }],
  ["createMachine", { consumes: "application/json", produces: "application/json" }],
  ["createMachine", { method: "POST", idempotent: false, success: [201], errors: [400] }],
  ["getMachine", { consumes: null, produces: "application/json", idempotent: true }],
  ["updateMachine", { consumes: "application/merge-patch+json", produces: null, success: [204] }],
  ["updateMachine", { method: "PATCH", idempotent: true }],
  ["deleteMachine", { method: "DELETE", consumes: null, produces: null, success: [204] }],
  ["execStream", { produces: "text/event-stream; charset=utf-8", success: [200], errors: [409] }],
  [
    "execStream",
    { conflictWhile: { operation: "getMachine", field: "state", values: ["paused"] } },
  ],
  ["ask", { consumes: null, produces: "application/json" }],
])("the row of %s has %j", (operation, row) => {
  expect(table[operation]).toMatchObject(row);
});

it("marks as an array no answer that is none", () => {
  const marked = Object.entries(table).filter(([, row]) => "array" in row);
  expect(marked.map(([id]) => id)).toEqual(["listMachines"]);
});

const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
const timestamp = "2023-11-07T05:31:56Z";

it.each<[validator: string, value: unknown, wrong: string[]]>([
  ["requests createMachine body", { name: "a" }, []],
  ["requests createMachine body", { name: "", size: "huge", nam: "a" }, ["name", "size", "nam"]],
  ["requests getMachine path", { machine_id: id }, []],
  ["requests getMachine path", { machine_id: "a" }, ["machine_id"]],
  ["requests deleteMachine path", {}, ["machine_id"]],
  ["requests updateMachine body", { labels: { a: "b" } }, []],
  ["requests updateMachine body", {}, [""]],
  ["requests updateMachine body", { labels: { a: 1 }, label: {} }, ["labels.a", "label"]],
  ["requests execStream body", { command: "ls" }, []],
  ["requests execStream body", { timeout_s: 1.5 }, ["command", "timeout_s"]],
  ["answers createMachine 201", { id, state: "starting", more: 1 }, []],
  ["answers createMachine 201", { id: "a" }, ["id", "state"]],
  ["answers getMachine 2XX", { id, state: "active" }, []],
  ["answers updateMachine default", {}, ["code"]],
  ["answers execStream 409", { code: "conflict" }, []],
  ["answers ask 200", { piece: "" }, ["whole"]],
  ["events ask 200", { piece: "" }, []],
  ["events execStream 200", { timestamp, from: "somewhere new", more: 1 }, []],
  ["events execStream 200", { timestamp: "now", exit_code: 1.5 }, ["timestamp", "exit_code"]],
])("%s says of %j: %j", (name, value, wrong) => {
  const [group = "", operation = "", key = ""] = name.split(" ");
  const validator = validators[group as "events"][operation]?.[key];
  expect(validator?.issues(value).map(({ path }) => path.join("."))).toEqual(wrong);
});

it("has no validator where there is no body, nor one of whole answers for a stream", () => {
  expect(Object.keys(validators.answers["deleteMachine"] ?? {})).toEqual([]);
  expect(Object.keys(validators.answers["updateMachine"] ?? {})).toEqual(["default"]);
  expect(Object.keys(validators.answers["execStream"] ?? {})).toEqual(["409"]);
  expect(Object.keys(validators.events)).toEqual(["execStream", "ask"]);
});

/** Each statement holds; each with an error is expected to have one. */
const uses = `import type { ExecEvent, operations } from "./index.gen.ts";
import { operations as table } from "./operations.gen.ts";
import { createMachineBody, events, execStream200Event } from "./validators.gen.ts";

type Body<Id extends "createMachine" | "execStream"> = operations[Id]["requestBody"]["content"]["application/json"];
const event: unknown = {};
if (execStream200Event.is(event)) {
  const known: ExecEvent = event;
  const from: "shell" | "vm" | (string & {}) | undefined = known.from;
  void from;
}
if (events.ask[200].is(event)) event.piece.trim();
if (createMachineBody.is(event)) event.size satisfies "small" | "large" | undefined;
const produces: "text/event-stream; charset=utf-8" = table.execStream.produces;
const nothing: null = table.deleteMachine.produces;
const done: undefined = ({} as operations["deleteMachine"]["responses"][204]).content;
export const bodies: [Body<"createMachine">, Body<"execStream">] = [{ name: "a", size: "small" }, { command: "ls" }];
// @ts-expect-error a request takes only what is listed
bodies[0] = { name: "a", size: "huge" };
// @ts-expect-error only operations that stream have events
void events.createMachine;
void [produces, nothing, done];
`;

it("has types for bodies, for events and for answers without a body", async () => {
  writeFileSync(join(base, "src/uses.ts"), uses);
  expect(await runCompiler(base)).toEqual({ code: 0, out: "", err: "" });
}, 20_000);
