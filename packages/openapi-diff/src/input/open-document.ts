import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ApiDocument, DocumentError, inspectDocument } from "@sandboxes/codegen/in-memory";
import { fetchDocument } from "./fetch-document.ts";
import { findDocument } from "./find-document.ts";
import { gitDocument } from "./git-document.ts";
import { InputError } from "./input-error.ts";
import { npmDocument } from "./npm-document.ts";

/** Options for `openDocument`. */
export interface OpenOptions {
  /** Base folder of relative paths, inside the git repository of `git:` sources. @default the working directory */
  cwd?: string;
  /** Reads the document for the source `-`. @default standard input */
  stdin?: () => Promise<string>;
}

/**
 * Reads a document from a file, a URL, git, npm or standard input.
 *
 * @param source a file, a folder, a `file:` or `https:` URL, `git:REVISION:PATH`,
 *   `npm:PACKAGE@VERSION` or `npm:PACKAGE@VERSION:PATH`, or `-` for standard input
 * @returns the document, including all files that it references
 * @throws {InputError} when the source does not exist, or is not an OpenAPI document and not a local file
 * @throws {DocumentError} when a local file is not an OpenAPI document
 * @example
 * const before = await openDocument("git:main:spec/openapi.yaml");
 */
export async function openDocument(
  source: string,
  options: OpenOptions = {},
): Promise<ApiDocument> {
  const { cwd = process.cwd(), stdin = readStdin } = options;
  if (source === "") throw new InputError("The name of a document is empty.");
  const folder = mkdtempSync(join(tmpdir(), "openapi-diff-"));
  try {
    return inspectDocument(await locate(source, cwd, folder, stdin));
  } catch (error) {
    const isCopy = DocumentError.isInstance(error) && error.message.includes(folder);
    if (!isCopy) throw error;
    // The copy is about to be deleted, so the message names the source instead.
    const name = source === "-" ? "standard input" : source;
    throw new InputError(error.message.replaceAll(copied(folder), name), { cause: error });
  } finally {
    // The document is in memory, so its temporary files are no longer needed.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Matches the path of a file in the folder of copies, up to the line number. */
function copied(folder: string): RegExp {
  const literal = folder.replaceAll(/[^\w/]/g, String.raw`\$&`);
  return new RegExp(String.raw`${literal}[^:\s]*`, "g");
}

/** Returns the local path of the entry document. */
async function locate(
  source: string,
  cwd: string,
  folder: string,
  stdin: () => Promise<string>,
): Promise<string> {
  if (source === "-") {
    const text = await stdin();
    if (text.trim() === "")
      throw new InputError("Standard input is empty. Pipe a document into it.");
    const path = join(folder, /^\s*\{/.test(text) ? "stdin.json" : "stdin.yaml");
    writeFileSync(path, text);
    return path;
  }
  if (source.startsWith("git:")) return gitDocument(source.slice(4), cwd, folder);
  if (source.startsWith("npm:")) return await npmDocument(source.slice(4), cwd, folder);
  if (/^https?:\/\//.test(source)) return await fetchDocument(source, folder);
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(source) && !source.startsWith("file:"))
    throw new InputError(`${source} has an unknown scheme. Use an http:, https: or file: URL.`);
  const path = source.startsWith("file:") ? fileURLToPath(source) : resolve(cwd, source);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new InputError(`There is no file or folder ${path}.`);
  return stats.isDirectory() ? findDocument(path) : path;
}

async function readStdin(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
