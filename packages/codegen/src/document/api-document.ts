import type { JsonObject } from "./json-object.ts";
import type { Inputs } from "./remote/input.ts";
import type { ProblemCode } from "./problems/problem-codes.ts";
import type { ProblemList, Severity } from "./problems/problem-list.ts";
import type { Problem } from "./problems/problem.ts";

/**
 * An OpenAPI description in one piece: every reference leads to a component, every schema is in
 * the dialect of 3.1, and each object knows the file and the line that it came from.
 */
export interface ApiDocument {
  root: JsonObject;
  /** Absolute paths of the files it was read from, the entry first. */
  files: readonly string[];
  /** The text of each of these files that it was read from, whatever the file has become since. */
  texts: readonly string[];
  /** The problems of the document. Each step adds those that it finds. */
  problems: ProblemList;
  /** @returns the object a reference leads to, through any chain of references */
  resolve(object: JsonObject): JsonObject;
  /** Whether an object stands for something that could not be read; that is among the problems. */
  isBroken(object: JsonObject): boolean;
  /** Whether the name of a component was made while reading, for what stands in another file or deep in this one. */
  isAdopted(section: string, name: string): boolean;
  /**
   * @param field its name, or the way to it through the fields and items of the object
   * @returns a problem placed at a field of an object of this document, or at the object itself
   */
  problem(
    code: ProblemCode,
    message: string,
    object: JsonObject,
    field?: string | readonly string[],
    at?: "key" | "value",
  ): Problem;
}

/** Options for reading a document. */
export interface ReadOptions extends Severity {
  /** Filters of the operations to read, such as `tag:pets`. @default all of them */
  include?: readonly string[] | undefined;
  /**
   * Absolute path of the folder that references may read files from.
   *
   * @default the nearest folder around the document with a `package.json` or a `.git`, or else its own
   */
  refRoot?: string | undefined;
  /** Filters of the operations to leave out. @default none */
  exclude?: readonly string[] | undefined;
  /** Texts that are not read from files, by location. */
  inputs?: Inputs | undefined;
  /** Why the documents at some URLs cannot be read. */
  remoteFailures?: ReadonlyMap<string, string> | undefined;
  /** Is told each URL that a reference leads to and that is not among the inputs. */
  onRemote?: ((url: string) => void) | undefined;
  /** Is told the path of each file before it is looked for. */
  onFile?: ((path: string) => void) | undefined;
}
