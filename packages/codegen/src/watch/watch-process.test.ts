import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { folder, openapi } from "../../test/project/folder.ts";

const bin = fileURLToPath(new URL("../../bin/sandboxes-codegen.js", import.meta.url));
const spec = fileURLToPath(new URL("../../../../spec/openapi.yaml", import.meta.url));

const sound = openapi(
  '  /a:\n    get: { operationId: getA, responses: { "200": { description: x } } }',
);

/** `sandboxes-codegen watch` as a process of its own, and what it says. */
class Watching {
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #base: string;
  #said = "";
  #wake = (): void => {};

  constructor(base: string, ...args: string[]) {
    this.#base = base;
    this.#child = spawn(
      process.execPath,
      ["--conditions=@sandboxes/source", bin, "watch", ...args],
      { cwd: base },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (text: Buffer) => {
        this.#said += text.toString();
        this.#wake();
      });
    }
    this.ended = new Promise((done) => this.#child.on("exit", (code) => done(code)));
    onTestFinished(() => void this.#child.kill("SIGKILL"));
  }

  save(name: string, text: string): void {
    writeFileSync(join(this.#base, name), text);
  }

  /** Waits until it waits. @returns all that it said since the last time */
  async run(): Promise<string> {
    const end = "Waiting for the next save.\n";
    while (!this.#said.includes(end)) await new Promise<void>((wake) => (this.#wake = wake));
    const [first = "", ...rest] = this.#said.split(end);
    this.#said = rest.join(end);
    return first;
  }

  interrupt(signal: "SIGINT" | "SIGTERM"): void {
    this.#child.kill(signal);
  }
}

const config = (...fields: string[]): string =>
  `export default { specs: [{ spec: "openapi.yaml", ${fields.join(", ")} }] };`;
const emitter = (text: string): string => `export const hello = (): string => ${text};\n`;

it("watches the configuration, and what that imports", { timeout: 20_000 }, async () => {
  const base = folder({
    "openapi.yaml": sound,
    "codegen.config.ts": `import { hello } from "./emit.ts";\n${config('out: "out"', 'artifacts: [{ name: "hello", emit: hello }]')}`,
    "emit.ts": emitter('"// one"'),
  });
  const watching = new Watching(base);
  expect(await watching.run()).toMatch(/^wrote out\/hello\.gen\.ts\n/);
  watching.save("emit.ts", emitter('"// two"'));
  expect(await watching.run()).toMatch(/^wrote out\/hello\.gen\.ts\n/);
  watching.save("emit.ts", emitter('{ throw new Error("no luck") }').replace("=> {", "=> {\n "));
  expect(await watching.run()).toMatch(
    /^The emitter of "hello" failed for openapi\.yaml: Error: no luck \(emit\.ts:2:9\)\n/,
  );
  watching.save("emit.ts", "export const hello = (");
  expect(await watching.run()).toMatch(/^Cannot load .*codegen\.config\.ts: /);
  watching.save("openapi.yaml", `${sound}# a comment\n`);
  expect(await watching.run()).toMatch(/^Cannot load .*codegen\.config\.ts: /);
  watching.save("emit.ts", emitter('"// three"'));
  expect(await watching.run()).toMatch(/^wrote out\/hello\.gen\.ts\n/);
  watching.save("codegen.config.ts", config('out: "elsewhere"', 'artifacts: ["types"]'));
  expect(await watching.run()).toMatch(/^wrote elsewhere\/types\.gen\.ts\n/);
  watching.save("codegen.config.ts", config('outt: "elsewhere"'));
  expect(await watching.run()).toMatch(/specs\[0\]\.out must be a path/);
  watching.interrupt("SIGINT");
  expect(await watching.ended).toBe(0);
});

it.each(["SIGINT", "SIGTERM"] as const)("ends cleanly by %s", async (signal) => {
  const watching = new Watching(folder({ "openapi.yaml": sound }), "openapi.yaml", "--out", "out");
  await watching.run();
  watching.interrupt(signal);
  expect(await watching.ended).toBe(0);
});

it("follows every save of this repository's own spec", { timeout: 20_000 }, async () => {
  const text = readFileSync(spec, "utf8");
  const base = folder({ "openapi.yaml": text });
  const watching = new Watching(base, "openapi.yaml", "--out", "out");
  await watching.run();
  for (let n = 0; n < 5; n++) {
    watching.save("openapi.yaml", text.replace("summary: List", `summary: Save ${n}. List`));
    expect(await watching.run()).toContain("wrote out/types.gen.ts");
    expect(readFileSync(join(base, "out/types.gen.ts"), "utf8")).toContain(`Save ${n}. `);
  }
});
