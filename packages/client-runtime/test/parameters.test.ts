import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Api } from "@sandboxes/client-runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capture } from "./serializer/capture.ts";
import { type Described, type Value, expand, isObject } from "./serializer/expand.ts";
import { generateClient } from "./serializer/generate-client.ts";

/** The styles that OpenAPI 3.1.1 allows in each place (section 4.8.12.3, "Style Values"). */
const styles = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
} as const;
type Kind = "primitive" | "array" | "object";
type Case = Described & { kind: Kind; id: string };

const kinds: readonly Kind[] = ["primitive", "array", "object"];
const cases: readonly Case[] = Object.entries(styles).flatMap(([place, names]) =>
  names.flatMap((style) =>
    [false, true].flatMap((explode) =>
      [false, true].flatMap((allowReserved) =>
        kinds
          .filter(
            (kind) => isDefined(style, explode, kind) && (place === "query" || !allowReserved),
          )
          .map((kind) => ({
            name: "color",
            in: place as Described["in"],
            style,
            explode,
            allowReserved,
            kind,
            id: [
              place,
              style,
              explode ? "exploded" : "joined",
              kind,
              allowReserved ? "reserved" : "",
            ]
              .filter(Boolean)
              .join("-"),
          })),
      ),
    ),
  ),
);
const contents: readonly Case[] = (["path", "query", "header", "cookie"] as const).flatMap(
  (place) =>
    kinds.map((kind) => ({
      name: "color",
      in: place,
      style: "",
      explode: false,
      isJson: true,
      kind,
      id: `${place}-json-${kind}`,
    })),
);

/** Section 4.8.12.4, "Style Examples": the rest is "n/a". */
function isDefined(style: string, explode: boolean, kind: Kind): boolean {
  if (style === "deepObject") return explode && kind === "object";
  return style.endsWith("Delimited") ? !explode && kind !== "primitive" : true;
}

const pathOf = (each: Case): string => `/${each.id}${each.in === "path" ? "/{color}/end" : ""}`;

function describeOperation({ id, kind, name, in: place, style, explode, ...rest }: Case): object {
  const schema = {
    primitive: {},
    array: { type: "array", items: {} },
    object: { type: "object" },
  }[kind];
  const written = rest.isJson
    ? { content: { "application/json": { schema } } }
    : { style, explode, ...(rest.allowReserved && { allowReserved: true }), schema };
  const parameter = { name, in: place, required: place === "path", ...written };
  const responses = { "204": { description: "Done" } };
  return { get: { operationId: id, parameters: [parameter], responses } };
}

let api: Api;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "styles-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const spec = join(folder, "openapi.json");
  const all = [...cases, ...contents];
  const paths = Object.fromEntries(all.map((each) => [pathOf(each), describeOperation(each)]));
  writeFileSync(
    spec,
    JSON.stringify({ openapi: "3.1.0", info: { title: "Styles", version: "1" }, paths }),
  );
  const generated = await generateClient(spec);
  if (generated.leftOut.length > 0) throw new Error(`Left out: ${generated.leftOut.join(", ")}`);
  ({ api } = generated);
});

/** @returns the part of the request that the parameter is in */
async function write(each: Case, value: unknown): Promise<string> {
  const path = pathOf(each);
  const sent = await capture(api, "GET", path, { [each.in]: { color: value } });
  if (each.in === "query") return sent.query.join("&");
  if (each.in === "path") return sent.path.slice(`/${each.id}/`.length, -"/end".length);
  return sent.headers[each.in === "cookie" ? "cookie" : "color"] ?? "";
}

const list = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

// Copied by hand from OpenAPI 3.1.1, section 4.8.12.4, "Style Examples".
describe("writes the examples of the specification", () => {
  test.each<[id: string, value: Value, wanted: string]>([
    ["path-matrix-joined-primitive", "blue", ";color=blue"],
    ["path-matrix-joined-primitive", "", ";color"],
    ["path-matrix-joined-array", list, ";color=blue,black,brown"],
    ["path-matrix-joined-object", object, ";color=R,100,G,200,B,150"],
    ["path-matrix-exploded-primitive", "", ";color"],
    ["path-matrix-exploded-primitive", "blue", ";color=blue"],
    ["path-matrix-exploded-array", list, ";color=blue;color=black;color=brown"],
    ["path-matrix-exploded-object", object, ";R=100;G=200;B=150"],
    ["path-label-joined-primitive", "blue", ".blue"],
    ["path-label-joined-array", list, ".blue,black,brown"],
    ["path-label-joined-object", object, ".R,100,G,200,B,150"],
    ["path-label-exploded-primitive", "blue", ".blue"],
    ["path-label-exploded-array", list, ".blue.black.brown"],
    ["path-label-exploded-object", object, ".R=100.G=200.B=150"],
    ["path-simple-joined-primitive", "blue", "blue"],
    ["path-simple-joined-array", list, "blue,black,brown"],
    ["path-simple-joined-object", object, "R,100,G,200,B,150"],
    ["path-simple-exploded-primitive", "blue", "blue"],
    ["path-simple-exploded-array", list, "blue,black,brown"],
    ["path-simple-exploded-object", object, "R=100,G=200,B=150"],
    ["header-simple-joined-object", object, "R,100,G,200,B,150"],
    ["header-simple-exploded-object", object, "R=100,G=200,B=150"],
    ["query-form-joined-primitive", "", "color="],
    ["query-form-joined-primitive", "blue", "color=blue"],
    ["query-form-joined-array", list, "color=blue,black,brown"],
    ["query-form-joined-object", object, "color=R,100,G,200,B,150"],
    ["query-form-exploded-primitive", "", "color="],
    ["query-form-exploded-primitive", "blue", "color=blue"],
    ["query-form-exploded-array", list, "color=blue&color=black&color=brown"],
    ["query-form-exploded-object", object, "R=100&G=200&B=150"],
    ["query-spaceDelimited-joined-array", list, "color=blue%20black%20brown"],
    ["query-spaceDelimited-joined-object", object, "color=R%20100%20G%20200%20B%20150"],
    ["query-pipeDelimited-joined-array", list, "color=blue%7Cblack%7Cbrown"],
    ["query-pipeDelimited-joined-object", object, "color=R%7C100%7CG%7C200%7CB%7C150"],
    [
      "query-deepObject-exploded-object",
      object,
      "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ],
    ["cookie-form-exploded-array", list, "color=blue; color=black; color=brown"],
    ["cookie-form-joined-array", list, "color=blue,black,brown"],
  ])("%s, %j: %s", async (id, value, wanted) => {
    const each = cases.find((one) => one.id === id)!;
    expect(expand(each, value), "the second serializer").toBe(wanted);
    expect(await write(each, value)).toBe(wanted);
  });
});

const scalars = [
  "blue",
  "",
  ".",
  "..",
  "a b",
  "a,b",
  "a|b",
  "a=b&c;d",
  "a/b?c#d",
  "%41+[x]",
  "!'()*$@:",
  "é",
  "日本 \u{1F600}",
  "\r\n",
  0,
  -1.5,
  true,
  12345678901234567890n,
  new Date(0),
];
const values: Readonly<Record<Kind, readonly Value[]>> = {
  primitive: scalars,
  array: [[], ...scalars.map((each) => [each]), ...scalars.map((each) => [each, "x", each])],
  object: [
    {},
    ...scalars.map((each) => ({ R: each, G: "x" })),
    ...scalars.map((each) => ({ [String(each)]: "x", z: each })),
  ],
};

/** The texts that a receiver reads as separate parts. */
function partsOf(value: Value): string[] {
  const text = (each: unknown): string =>
    each instanceof Date ? each.toISOString() : String(each);
  return isObject(value) ? Object.entries(value).flat().map(text) : [value].flat().map(text);
}

/** @returns why the value must not be sent this way, `undefined` if it can be sent */
function refusal(each: Case, value: Value): string | undefined {
  if (each.isJson && JSON.stringify(value, toJsonText) === undefined) return "not JSON";
  if (each.isJson && partsOf(value).some((part) => part === "12345678901234567890"))
    return "not JSON";
  const text = expand(each, value);
  // WHATWG URL, "path state": these segments go away, and the request reaches another operation.
  if (each.in === "path") return ["", ".", ".."].includes(text) ? "no segment" : undefined;
  if (each.isJson) return undefined;
  if (each.in === "header") {
    if (/[^\t\x20-\x7E\x80-\xFF]/.test(text)) return "no header value";
    if (/^[\t ]|[\t ]$/.test(text)) return "a header loses spaces at its ends";
  }
  if (each.kind === "primitive") return undefined;
  // Nothing tells these from the delimiter.
  const joins = {
    spaceDelimited: / /,
    pipeDelimited: /\|/,
    simple: each.explode && each.kind === "object" ? /[,=]/ : /,/,
  };
  const delimiter =
    each.in === "header" || each.style.endsWith("Delimited")
      ? joins[each.style as "simple"]
      : undefined;
  return delimiter && partsOf(value).some((part) => delimiter.test(part)) ? "ambiguous" : undefined;
}

const toJsonText = (_: string, value: unknown): unknown => (typeof value === "bigint" ? "" : value);

describe("writes what the second serializer writes, or refuses", () => {
  test.each([...cases, ...contents].map((each) => [each.id, each] as const))(
    "%s",
    async (_, each) => {
      const found: [unknown, string][] = [];
      const wanted: [unknown, string][] = [];
      for (const value of values[each.kind]) {
        const reason = refusal(each, value);
        wanted.push([value, reason === undefined ? expand(each, value) : "refused"]);
        const sent = write(each, value).catch((error: unknown) =>
          error instanceof TypeError && error.message.includes("`color`")
            ? "refused"
            : String(error),
        );
        found.push([value, await sent]);
      }
      expect(found).toEqual(wanted);
    },
  );
});
