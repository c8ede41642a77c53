import { join, relative } from "node:path";
import type { Api } from "../api/api.ts";
import { narrowUnions } from "../api/narrow-unions.ts";
import { applyGivenNames } from "../given-names/apply-given-names.ts";
import { readApi } from "../api/read-api.ts";
import { ConfigError } from "../config/config-error.ts";
import { plainText } from "../document/files/file-text.ts";
import type { Problem } from "../document/problems/problem.ts";
import { type ApiDocument, readDocument } from "../document/read-document.ts";
import { errorPlace } from "../config/error-place.ts";
import { type ArtifactName, emit } from "./artifacts.ts";
import { writeBanner } from "./banner.ts";
import { fingerprint } from "./fingerprint.ts";
import { freeze } from "./freeze.ts";
import { linkArtifacts } from "./link-artifacts.ts";
import { sourcePath } from "./source-path.ts";
import { type Artifact, type Target, targetFingerprint } from "./target.ts";

/** What the files of a target should be. */
export interface Rendering {
  api: Api;
  /** Texts by absolute path. */
  files: ReadonlyMap<string, string>;
  /** What is suspicious in the spec, or tolerated. */
  warnings: readonly Problem[];
}

/**
 * Emits artefacts of a target, in memory.
 *
 * @param artifacts those to emit
 * @default artifacts is all of them
 * @param onFile is told the path of each file of the spec before it is looked for
 * @throws {DocumentError} with every problem of the spec
 * @throws {ConfigError} when an emitter of the configuration fails
 */
export async function render(
  target: Target,
  artifacts: readonly Artifact[] = target.artifacts,
  onFile?: (path: string) => void,
): Promise<Rendering> {
  const { tolerate, strict, include, exclude, refRoot } = target;
  const document = readDocument(target.spec, {
    onFile,
    tolerate,
    strict,
    include,
    exclude,
    refRoot,
  });
  applyGivenNames(document, target, onFile);
  const api = readApi(document);
  narrowUnions(document);
  const sources = document.files.map((file) => sourcePath(target.out, file));
  const spec = fingerprint(document.texts);
  const generator = targetFingerprint(target);
  // All emitters share it, and what those of a configuration do to it nobody here knows.
  if (artifacts.some(({ emit: own }) => own)) freeze(api);
  const texts = await emitAll(artifacts, document, async (artifact): Promise<[string, string]> => {
    const text = plainText(await emitArtifact(artifact, api, target));
    const body = linkArtifacts(text, artifact, target);
    const banner = writeBanner({ sources, spec, generator, content: fingerprint([body]) });
    return [join(target.out, artifact.file), banner + body];
  });
  return { api, files: new Map(texts), warnings: document.problems.warnings };
}

/** Emits every artefact, also from a document with errors: an emitter may find more of them. */
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
      // After an error in the document, an emitter's own failure tells nothing new.
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
