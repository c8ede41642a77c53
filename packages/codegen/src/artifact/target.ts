import { join, resolve } from "node:path";
import type { Api } from "../api/api.ts";
import { fileText } from "../document/file-text.ts";
import type { TolerableCode } from "../document/problem-list.ts";
import { type ArtifactName, fileName } from "./artifacts.ts";
import { readBanner } from "./banner.ts";
import { fingerprint, generatorFingerprint } from "./fingerprint.ts";

/** A file to generate. */
export interface Artifact {
  name: string;
  /** A file name without a folder. */
  file: string;
  /** Absent for an artefact of the generator's own. */
  emit?: (api: Api) => string | Promise<string>;
}

/** One spec, and what is generated from it where. */
export interface Target {
  /** Absolute path of the spec. */
  spec: string;
  /** Absolute path of the folder for the generated files. */
  out: string;
  artifacts: readonly Artifact[];
  /** Codes of the problems that are no more than a warning. */
  tolerate: readonly TolerableCode[];
  /** Whether enums in responses are closed. */
  enums?: "open" | "closed";
}

/**
 * Tells, without reading the spec as a document, which artefacts may not be what generating them
 * would give: those whose banner has another hash of the spec, of the generator or of the text below.
 * What the configuration's own emitters would write nobody can tell from a hash, so they are always among them.
 */
export function staleArtifacts(target: Target): Artifact[] {
  const generator = targetFingerprint(target);
  const specs = new Map<string, string | undefined>();
  return target.artifacts.filter((artifact) => {
    if (artifact.emit) return true;
    const { banner, body } = readBanner(read(join(target.out, artifact.file)) ?? "") ?? {
      body: "",
    };
    if (banner?.generator !== generator || banner.content !== fingerprint([body])) return true;
    if (resolve(target.out, banner.sources[0] ?? "") !== target.spec) return true;
    const sources = banner.sources.join(", ");
    if (!specs.has(sources)) specs.set(sources, sourceFingerprint(target, banner.sources));
    return specs.get(sources) !== banner.spec;
  });
}

/** @returns the hash of what decides, beside the spec, on the text of a target's files */
export function targetFingerprint({ artifacts, tolerate, enums }: Target): string {
  const named = artifacts.map(({ name, file }) =>
    file === fileName(name as ArtifactName) ? name : { name, file },
  );
  return generatorFingerprint([named, tolerate, ...(enums === "closed" ? [{ enums }] : [])]);
}

function sourceFingerprint(target: Target, sources: readonly string[]): string | undefined {
  const texts = sources.map((source) => read(resolve(target.out, source)));
  return texts.includes(undefined) ? undefined : fingerprint(texts as string[]);
}

/** @returns the absolute paths of the files that a target's artefacts are written to */
export function filesOf({ out, artifacts }: Target): string[] {
  return artifacts.map(({ file }) => join(out, file));
}

/** @returns whether the text has a banner that names this target's spec */
export function isGenerated(text: string, target: Target): boolean {
  const { banner } = readBanner(text) ?? {};
  return banner !== undefined && resolve(target.out, banner.sources[0] ?? "") === target.spec;
}

/** @returns the text of a file as every checkout has it, or `undefined` when it cannot be read */
export function read(path: string): string | undefined {
  try {
    return fileText(path);
  } catch {
    return undefined;
  }
}
