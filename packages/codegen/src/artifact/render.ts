import { join, relative } from "node:path";
import type { Api } from "../api/api.ts";
import { narrowUnions } from "../api/narrow-unions.ts";
import { applyGivenNames } from "../given-names/apply-given-names.ts";
import { readApi } from "../api/read-api.ts";
import { ConfigError } from "../config/config-error.ts";
import { plainText } from "../document/files/file-text.ts";
import { DocumentError, type Problem } from "../document/problems/problem.ts";
import { isUrl, publicUrl } from "../document/remote/location.ts";
import { type ApiDocument, readDocument } from "../document/read-document.ts";
import { readWithRemote } from "../document/remote/read-with-remote.ts";
import { errorPlace } from "../config/error-place.ts";
import { type ArtifactName, emit } from "./artifacts.ts";
import { checkSyntax } from "./check-syntax.ts";
import { writeBanner } from "./banner.ts";
import { fingerprint } from "./fingerprint.ts";
import { freeze } from "./freeze.ts";
import { linkArtifacts } from "./link-artifacts.ts";
import { sourcePath } from "./source-path.ts";
import { type Artifact, type Target, targetFingerprint } from "./target.ts";

/** The files of a target in memory. */
export interface Rendering {
  api: Api;
  /** Texts by absolute path. */
  files: ReadonlyMap<string, string>;
  /** The warnings about the document, with the tolerated errors. */
  warnings: readonly Problem[];
}

/**
 * Emits artefacts of a target, in memory.
 *
 * @param artifacts the artefacts to emit
 * @default artifacts is all of them
 * @param onFile is called with the path of each file of the document before it is opened
 * @throws {DocumentError} with every error of the document
 * @throws {ConfigError} if an emitter of the configuration fails
 */
export async function render(
  target: Target,
  artifacts: readonly Artifact[] = target.artifacts,
  onFile?: (path: string) => void,
): Promise<Rendering> {
  try {
    return await renderAll(target, artifacts, onFile);
  } catch (error) {
    if (!(error instanceof RangeError) || !/call stack/i.test(error.message)) throw error;
    const message =
      "A chain of references in this document is too long to be processed. Refer to its end directly.";
    const file = isUrl(target.spec) ? publicUrl(target.spec) : relative(process.cwd(), target.spec);
    throw new DocumentError([{ code: "too-large", message, file }], { cause: error });
  }
}

async function renderAll(
  target: Target,
  artifacts: readonly Artifact[],
  onFile: ((path: string) => void) | undefined,
): Promise<Rendering> {
  const { tolerate, strict, include, exclude, refRoot } = target;
  const options = { onFile, tolerate, strict, include, exclude, refRoot };
  const document = target.remote.references
    ? await readWithRemote(target.spec, options, target.inputs, target.remote)
    : readDocument(target.spec, { ...options, inputs: target.inputs });
  applyGivenNames(document, target, onFile);
  const api = readApi(document);
  narrowUnions(document);
  const sources = document.files.map((file) => sourcePath(target.out, file));
  const spec = fingerprint(document.texts);
  const generator = targetFingerprint(target);
  // All emitters share it, and an emitter of the configuration could change it.
  if (artifacts.some(({ emit: own }) => own)) freeze(api);
  const texts = await emitAll(artifacts, document, async (artifact): Promise<[string, string]> => {
    const text = plainText(await emitArtifact(artifact, api, target));
    const body = linkArtifacts(text, artifact, target);
    refuseBroken(body, artifact, document);
    const banner = writeBanner({ sources, spec, generator, content: fingerprint([body]) });
    return [join(target.out, artifact.file), banner + body];
  });
  return { api, files: new Map(texts), warnings: document.problems.warnings };
}

/** Artefacts that are one JSON value as a literal. Parsing those would take most of the time. */
const data: readonly string[] = ["document", "schemas", "examples"];

/** @throws {DocumentError | ConfigError} if the text is not TypeScript, after the problems of the document */
function refuseBroken(
  text: string,
  { name, file, emit: own }: Artifact,
  document: ApiDocument,
): void {
  if (!own && data.includes(name)) return;
  const problem = checkSyntax(text, own === undefined);
  if (!problem) return;
  const place = `line ${problem.line}: ${problem.message}`;
  if (own)
    throw new ConfigError(
      `The emitter of "${name}" returned a text that is not TypeScript (${place})`,
    );
  const message = `${file} would not be TypeScript (${place}) This is a fault of the generator. Report it with the document, and leave the artefact out with --artifacts.`;
  const { root, problems } = document;
  problems.report(document.problem("broken-output", message, root));
}

/** Emits every artefact. A document with errors is emitted too, because an emitter may find more errors. */
async function emitAll<Result>(
  artifacts: readonly Artifact[],
  { problems }: ApiDocument,
  emitOne: (artifact: Artifact) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const artifact of artifacts) {
    try {
      results.push(await emitOne(artifact));
    } catch (error) {
      // An error of the document explains the failure of an emitter.
      problems.throwErrors();
      throw error;
    }
  }
  problems.throwErrors();
  return results;
}

async function emitArtifact(
  { name, emit: own, client }: Artifact,
  api: Api,
  target: Target,
): Promise<string> {
  const options = { enums: target.enums ?? "open" };
  if (!own) return await emit(name as ArtifactName, api, options, client);
  let text: unknown;
  try {
    text = await own(api);
  } catch (error) {
    const place = errorPlace(error);
    throw new ConfigError(
      `The emitter of "${name}" failed for ${relative(process.cwd(), target.spec)}: ${String(error)}${place === "" ? "" : ` (${place})`}`,
      { cause: error },
    );
  }
  if (typeof text === "string") return text;
  throw new ConfigError(
    `The emitter of "${name}" must return the text of the file, and returned ${String(text)}.`,
  );
}
