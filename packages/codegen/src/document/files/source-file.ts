import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from "yaml";
import { fileText, plainText } from "./file-text.ts";
import type { Input } from "../remote/input.ts";
import { JsonPlaces } from "./json-places.ts";
import { type Pointer, formatPointer } from "../pointer.ts";
import type { ProblemCode } from "../problems/problem-codes.ts";
import { type Problem, DocumentError, codeFrame } from "../problems/problem.ts";
import { deepest, isTooDeep } from "./nesting.ts";
import { repeatedKeys } from "./repeated-keys.ts";
import { wrongAliases } from "../references/wrong-aliases.ts";

/** A YAML or JSON file, its value, and the place of each part of the value in the text. */
export class SourceFile {
  /** An absolute path or a URL. */
  readonly path: string;
  /** The path or URL that its relative references start from. */
  readonly base: string;
  readonly #isJson: boolean;
  /** Its name in messages: relative to the working directory if it is below it. */
  readonly name: string;
  /** The text that `value` was read from, without a byte order mark and carriage returns. */
  readonly text: string;
  #value: unknown;
  /** Finds the place in the text for a pointer into a value that was converted. */
  #toText: (pointer: Pointer) => Pointer = (pointer) => pointer;
  /** Finds offsets: in the syntax tree of YAML, or in the text of JSON. */
  #places: Document | JsonPlaces | undefined;
  #lines: readonly string[] | undefined;
  #starts: readonly number[] | undefined;

  /**
   * @param input the text, if it is not that of a file
   * @throws {DocumentError} `file-not-found` or `syntax`
   */
  constructor(path: string, name: string, input?: Input) {
    this.path = path;
    this.name = name;
    this.base = input?.base ?? path;
    this.text = input ? plainText(input.text) : readText(path, name);
    this.#isJson = path.endsWith(".json") || (input !== undefined && /^\s*[[{]/.test(this.text));
    this.#value = this.#read();
  }

  /** A parser that runs out of stack has met the same as one that does not: too many levels. */
  #read(): unknown {
    let value: unknown;
    try {
      value = this.#isJson ? this.#readJson() : this.#readYaml();
      if (!isTooDeep(value)) return value;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    const message = `This file has more than ${deepest} levels of objects and arrays within each other. Give names to the inner schemas, and refer to them.`;
    throw new DocumentError([{ code: "too-large", message, file: this.name, ...this.#place(0) }]);
  }

  get value(): unknown {
    return this.#value;
  }

  /**
   * Puts a converted value in place of the one that was read.
   *
   * @param toText finds the pointer in the text for a pointer into the new value
   */
  replaceValue(value: unknown, toText: (pointer: Pointer) => Pointer): void {
    [this.#value, this.#toText] = [value, toText];
  }

  /**
   * @param at whether to point at the property's name or at its value
   * @returns the problem with its place in this file
   */
  problem(
    code: ProblemCode,
    message: string,
    given: Pointer,
    at: "key" | "value" = "value",
  ): Problem {
    const pointer = this.#toText(given);
    const places = (this.#places ??= new JsonPlaces(this.text));
    const offset =
      places instanceof JsonPlaces ? places.offset(pointer, at) : yamlOffset(places, pointer, at);
    return {
      ...this.#place(offset),
      code,
      message,
      file: this.name,
      pointer: formatPointer(pointer),
    };
  }

  #readJson(): unknown {
    let value: unknown;
    try {
      // JSON.parse is ten times as fast as a YAML parser, and a description can have megabytes.
      value = JSON.parse(this.text);
    } catch {
      return this.#readYaml();
    }
    const repeated = repeatedKeys(this.text, value);
    if (repeated.length === 0) return value;
    throw new DocumentError(
      repeated.map(({ key, offset }) => this.#syntaxProblem(repetition(key), offset)),
    );
  }

  #syntaxProblem(message: string, offset: number): Problem {
    return { code: "syntax", message, file: this.name, ...this.#place(offset) };
  }

  #readYaml(): unknown {
    const tree = parseDocument(this.text, {
      merge: true,
      prettyErrors: false,
      uniqueKeys: sameKey,
    });
    this.#places = tree;
    // The parser reports its own overflow as an error of the text.
    if (tree.errors.some(({ message }) => /call stack/i.test(message))) throw new RangeError();
    if (tree.errors.length > 0) {
      throw new DocumentError(
        tree.errors.map(({ code, message, pos: [start, end] }) => {
          let said = sentence(message);
          if (code === "DUPLICATE_KEY") said = repetition(this.text.slice(start, end));
          if (code === "MULTIPLE_DOCS")
            said = "A second document begins here. Put it in a file of its own.";
          return this.#syntaxProblem(said, start);
        }),
      );
    }
    const aliases = wrongAliases(tree);
    if (aliases.length > 0)
      throw new DocumentError(
        aliases.map(({ message, offset }) => this.#syntaxProblem(message, offset)),
      );
    return tree.toJS({ maxAliasCount: -1 });
  }

  #place(offset: number): { line: number; column: number; frame: string } {
    this.#lines ??= this.text.split("\n");
    this.#starts ??= lineStarts(this.text);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const [line, column] = [low + 1, offset - (this.#starts[low] ?? 0) + 1];
    return { line, column, frame: codeFrame(this.#lines, line, column) };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1))
    starts.push(end + 1);
  return starts;
}

/** YAML has different keys `200` and `"200"`. In JSON they are one name. */
function sameKey(a: unknown, b: unknown): boolean {
  const [one, other] = [a, b].map((key) =>
    isScalar<string | number | boolean | null>(key) ? String(key.value ?? "") : undefined,
  );
  return one !== undefined && one === other;
}

function yamlOffset(tree: Document, pointer: Pointer, at: "key" | "value"): number {
  let node: unknown = tree.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [index, segment] of pointer.entries()) {
    if (isAlias(node)) node = node.resolve(tree);
    const last = index === pointer.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === segment,
      );
      if (!pair) return offset;
      const key = isNode(pair.key) ? pair.key.range?.[0] : undefined;
      const value = isNode(pair.value) ? pair.value.range?.[0] : undefined;
      offset = (last && at === "key" ? key : (value ?? key)) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      if (!isNode(node)) return offset;
      offset = node.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function readText(path: string, name: string): string {
  try {
    return fileText(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === "ENOENT"
        ? "there is no such file"
        : code === "EISDIR"
          ? "it is a folder"
          : `it cannot be read (${code})`;
    throw new DocumentError([
      { code: "file-not-found", message: `Cannot open the document: ${why}.`, file: name },
    ]);
  }
}

function repetition(key: string): string {
  return `Keys are unique: \`${key}\` was already given.`;
}

function sentence(message: string): string {
  const line = message.split("\n")[0] ?? message;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
