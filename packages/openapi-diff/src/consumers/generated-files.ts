import { basename, dirname } from "node:path";
import {
  type ApiDocument,
  DocumentError,
  artifactOf,
  isObject,
} from "@sandboxes/codegen/in-memory";
import { reread } from "../types/reread.ts";

/** Replaces the generated files of a program with files that are generated from a document. */
export class GeneratedFiles {
  readonly #paths: readonly string[];
  readonly #texts = new Map<string, string>();
  /** Folders with types that are generated from any revision of this API. */
  readonly #folders = new Set<string>();

  private constructor(document: ApiDocument) {
    const { paths } = document.root;
    this.#paths = isObject(paths) ? Object.keys(paths) : [];
  }

  /** Generates every artefact of a document. If one cannot be generated, the file on disk is used. */
  static async of(document: ApiDocument): Promise<GeneratedFiles> {
    const files = new GeneratedFiles(document);
    for (const name of ["types", "index", "operations", "schemas", "validators", "examples"]) {
      try {
        // Emitters modify their input.
        const copy = reread(document.root);
        const text = await artifactOf(name, copy);
        if (text !== undefined) files.#texts.set(name, text);
      } catch (error) {
        if (!DocumentError.isInstance(error)) throw error;
      }
    }
    return files;
  }

  /** Returns the text of a file: the newly generated one, or else the given one. */
  textOf(path: string, text: string): string {
    const name = basename(path).replace(/(\.gen)?(\.d)?\.[cm]?ts$/, "");
    if (this.#isTypes(text)) {
      this.#folders.add(dirname(path));
      return this.#texts.get("types") ?? text;
    }
    const isGenerated = /\.gen(\.d)?\.[cm]?ts$/.test(path) && !path.includes(".d.");
    return isGenerated && this.#folders.has(dirname(path)) ? (this.#texts.get(name) ?? text) : text;
  }

  /** Returns whether a file is generated from this API. */
  has(path: string, text: string): boolean {
    return (
      this.#isTypes(text) || (/\.gen\.[cm]?ts$/.test(path) && this.#folders.has(dirname(path)))
    );
  }

  /** Returns whether the text contains types with the paths of this API. */
  #isTypes(text: string): boolean {
    if (!/^(export |declare )*interface paths\b/m.test(text)) return false;
    const shared = this.#paths.filter((path) => text.includes(JSON.stringify(path)));
    return this.#paths.length === 0 || shared.length * 2 >= this.#paths.length;
  }
}
