import { join, resolve } from "node:path";
import type { Api } from "../api/api.ts";
import type { ClientArtifactOptions } from "../emit/client/emit-client.ts";
import { fileText, plainText } from "../document/files/file-text.ts";
import type { Inputs } from "../document/remote/input.ts";
import type { RemoteOptions } from "../document/remote/remote-options.ts";
import type { TolerableCode } from "../document/problems/problem-codes.ts";
import { type ArtifactName, fileName } from "./artifacts.ts";
import { readBanner } from "./banner.ts";
import { fingerprint, generatorFingerprint } from "./fingerprint.ts";
import { sourcePath } from "./source-path.ts";

/** A file to generate. */
export interface Artifact {
  name: string;
  /** A file name without a folder. */
  file: string;
  /** Options of the artefact `client`. */
  client?: ClientArtifactOptions;
  /** Absent for a built-in artefact. */
  emit?: (api: Api) => string | Promise<string>;
}

/** One document, and its generated files. */
export interface Target {
  /** Absolute path of the document; its URL; or the path that stands for standard input. */
  spec: string;
  /** Whether the document is read from standard input. */
  isStdin: boolean;
  remote: RemoteOptions;
  /** The text of the document where it is not in a file, once it was read. */
  inputs?: Inputs | undefined;
  /** Absolute path of the folder for the generated files. */
  out: string;
  artifacts: readonly Artifact[];
  /** Codes of errors that become warnings. */
  tolerate: readonly TolerableCode[];
  /** Whether enums in responses are closed. */
  enums?: "open" | "closed";
  strict: boolean;
  /** Filters of operations, as the configuration writes them. */
  include: readonly string[];
  exclude: readonly string[];
  /** Absolute path of the folder that references may read from; `undefined` for that of the document. */
  refRoot: string | undefined;
  /** Names of the client's methods by operation. */
  names: Readonly<Record<string, string>>;
  /** Absolute path of a `stainless.yml`. */
  stainless: string | undefined;
}

/**
 * Finds the artefacts that may be out of date, without parsing the document: those whose banner has
 * another hash of the document, of the generator or of the text below it. The artefacts of emitters in the
 * configuration are always among them.
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
    if (!isSource(banner.sources[0], target)) return true;
    const sources = banner.sources.join(", ");
    if (!specs.has(sources)) specs.set(sources, sourceFingerprint(target, banner.sources));
    return specs.get(sources) !== banner.spec;
  });
}

/** @returns the hash of the generator and of the options that the files of a target depend on */
export function targetFingerprint(target: Target): string {
  const { artifacts, include, exclude, enums, names, stainless } = target;
  const named = artifacts.map(({ name, file, client }) =>
    file === fileName(name as ArtifactName) && !client ? name : { name, file, client },
  );
  return generatorFingerprint([
    named,
    include,
    exclude,
    ...(enums === "closed" ? [{ enums }] : []),
    ...(Object.keys(names).length > 0 ? [{ names }] : []),
    ...(stainless === undefined ? [] : [{ stainless: read(stainless) ?? "" }]),
  ]);
}

function sourceFingerprint(target: Target, sources: readonly string[]): string | undefined {
  const texts = sources.map((source, index) => {
    const input = index === 0 ? target.inputs?.get(target.spec) : undefined;
    return input ? plainText(input.text) : read(resolve(target.out, source));
  });
  return texts.includes(undefined) ? undefined : fingerprint(texts as string[]);
}

/** @returns the absolute paths of the generated files of a target */
export function filesOf({ out, artifacts }: Target): string[] {
  return artifacts.map(({ file }) => join(out, file));
}

/** @returns whether the banner of a text names the document of this target */
export function isGenerated(text: string, target: Target): boolean {
  const { banner } = readBanner(text) ?? {};
  return banner !== undefined && isSource(banner.sources[0], target);
}

function isSource(name: string | undefined, target: Target): boolean {
  return name === sourcePath(target.out, target.spec);
}

/** @returns the text of a file with line feeds alone; `undefined` if it cannot be read */
export function read(path: string): string | undefined {
  try {
    return fileText(path);
  } catch {
    return undefined;
  }
}
