import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { withTemporaryFolder } from "../repository.ts";
import { runCommand } from "../run-command.ts";
import type { Attack } from "./attack.ts";

/** The time limit of codegen for a small document, in seconds. It allows for a busy machine. */
const longest = 30;

const codegen = fileURLToPath(import.meta.resolve("@sandboxes/codegen")).replace(
  /(src|dist)[/\\]index\.[a-z]+$/,
  "bin/sandboxes-codegen.js",
);
const node = ["--conditions=@sandboxes/source", "--max-old-space-size=2048"];

/** Strings that run code if they break out of a comment, a string or a template. */
const payloads: Readonly<Record<string, string>> = {
  "the end of a comment": "*/ globalThis.hit = 1; /*",
  "the end of a line comment": "\n globalThis.hit = 1; //",
  "a line separator": "\u2028globalThis.hit = 1; //",
  "the end of a string": '"; globalThis.hit = 1; "',
  "the end of a string with one quote": "'; globalThis.hit = 1; '",
  "an escaped quote": '\\"; globalThis.hit = 1; //',
  "a template": "`; globalThis.hit = 1; `",
  "a placeholder": "${globalThis.hit = 1}",
  "the end of an object": "}; globalThis.hit = 1; ({",
  "the end of a script": "</script><script>globalThis.hit = 1</script>",
  "the prototype": "__proto__",
  "the constructor": "constructor",
  "a reserved word": "default",
  "a NUL": "a\u0000b",
  "half of a surrogate pair": "\ud800",
  "markers of direction": "\u202e;1 = tih.sihTlabolg\u202c",
};

/** Inserts a string at every location of a document that allows any string. */
function spoil(text: string): object {
  const schema = {
    type: "object",
    title: text,
    description: text,
    required: [text],
    properties: {
      [text]: { type: "string", description: text, default: text, examples: [text] },
      kind: { enum: [text, "other"] },
      fixed: { const: text },
      deprecated: { type: "string", deprecated: true, description: text },
    },
  };
  return {
    openapi: "3.1.0",
    info: { title: text, description: text, version: text },
    servers: [{ url: "https://example.test", description: text }],
    tags: [{ name: text, description: text }],
    paths: {
      "/things": {
        post: {
          operationId: "createThing",
          summary: text,
          description: text,
          tags: [text],
          parameters: [
            { name: text, in: "query", description: text, schema: { type: "string" } },
            { name: "X-Thing", in: "header", description: text, schema: { enum: [text] } },
          ],
          requestBody: {
            description: text,
            content: { "application/json": { schema, example: { [text]: text } } },
          },
          responses: {
            200: {
              description: text,
              content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
            },
          },
        },
      },
    },
    components: { schemas: { Thing: schema } },
  };
}

function nested(depth: number): string {
  const open = '{"type":"array","items":'.repeat(depth);
  return `{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{},"components":{"schemas":{"Deep":${open}{}${"}".repeat(depth)}}}}`;
}

/** YAML whose aliases grow to 10^9 items. */
function bomb(): string {
  const names = Array.from("abcdefghi");
  const lines = names.map((name, index) => {
    const before = names[index - 1];
    const item = before === undefined ? "x" : `*${before}`;
    return `${name}: &${name} [${Array.from({ length: 10 }, () => item).join(", ")}]`;
  });
  return `openapi: 3.1.0\ninfo: {title: x, version: "1"}\npaths: {}\n${lines.join("\n")}\n`;
}

function withSchema(schema: object): string {
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "x", version: "1" },
    paths: {},
    components: { schemas: { Thing: schema } },
  });
}

const documents: Readonly<Record<string, string>> = {
  "an empty file": "",
  "bytes that are not text": "\u0000\u0001\u0002",
  "a list": "[1, 2, 3]",
  "100,000 nested schemas": nested(100_000),
  "aliases that grow to 10^9 items": bomb(),
  "a reference to a file": withSchema({ $ref: "file:///etc/passwd" }),
  "a reference out of the folder": withSchema({ $ref: "../../../../etc/passwd" }),
  "a reference to a server": withSchema({ $ref: "http://127.0.0.1:1/x.json" }),
  "a reference to itself": withSchema({ $ref: "#/components/schemas/Thing" }),
  "a reference to a prototype": withSchema({ $ref: "#/__proto__/toString" }),
  "a pattern that takes exponential time": withSchema({ type: "string", pattern: "^(a+)+$" }),
  "a pattern that is none": withSchema({ type: "string", pattern: "(" }),
  "an enum of 2,000 values": withSchema({ enum: Array.from({ length: 2000 }, (_, n) => `v${n}`) }),
};

/** Runs codegen on a document and imports the generated files. @returns the problem, if any */
async function generateFrom(text: string): Promise<string | undefined> {
  return await withTemporaryFolder(async (folder) => {
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await writeFile(join(folder, "openapi.yaml"), text);
    const args = [...node, codegen, "generate", "openapi.yaml", "--out", "out"];
    const { code, output, seconds } = await runCommand("node", args, {
      cwd: folder,
      limit: longest,
    });
    if (code === 124) return `not finished after ${longest} s`;
    if (![0, 1, 2].includes(code)) return `exit code ${code}: ${output.slice(-300)}`;
    if (/^\s+at .+:\d+:\d+\)?$/m.test(output)) return `a stack trace: ${output.slice(0, 300)}`;
    if (code !== 0) {
      const isEmpty = (await readdir(folder)).every((name) => name !== "out");
      return isEmpty || (await readdir(join(folder, "out"))).length === 0
        ? undefined
        : `wrote files in spite of an error, after ${seconds.toFixed(1)} s`;
    }
    return await importAll(join(folder, "out"));
  });
}

async function importAll(folder: string): Promise<string | undefined> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".ts"));
  const urls = files.map((name) => pathToFileURL(join(folder, name)).href);
  const script = `
    for (const url of ${JSON.stringify(urls)}) await import(url);
    if ("hit" in globalThis || "hit" in {}) throw new Error("a text of the document was run");`;
  const args = ["--input-type=module", "--no-warnings", "--eval", script];
  const { code, output } = await runCommand("node", args, { cwd: folder, limit: longest });
  return code === 0 ? undefined : `the generated files: ${output.slice(0, 500)}`;
}

/** Hostile documents. */
export const documentAttacks: readonly Attack[] = [
  ...Object.entries(payloads).map(([name, text]) => ({
    name: `${name} in every text`,
    run: async () => await generateFrom(JSON.stringify(spoil(text))),
  })),
  ...Object.entries(documents).map(([name, text]) => ({
    name,
    run: async () => await generateFrom(text),
  })),
];
