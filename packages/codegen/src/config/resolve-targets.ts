import { statSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type ArtifactName,
  artifactNames,
  defaultArtifacts,
  fileName,
} from "../artifact/artifacts.ts";
import type { Artifact, Target } from "../artifact/target.ts";
import { ConfigError } from "./config-error.ts";
import type { Config, SpecConfig } from "./config.ts";
import { resolveSource } from "./resolve-source.ts";
import type { ClientArtifactOptions } from "../emit/client/emit-client.ts";
import { closest } from "../document/problems/closest.ts";
import { parseFilter } from "../document/operation-filter.ts";
import { type TolerableCode, tolerableCodes } from "../document/problems/problem-codes.ts";

/**
 * @param base folder that relative paths start from; a path or `file:` URL
 * @throws {ConfigError} naming the entry and the field that is wrong
 */
export function resolveTargets(config: Config, base: string = process.cwd()): Target[] {
  const folder = base.startsWith("file:") ? fileURLToPath(base) : base;
  if (!Array.isArray(config?.specs) || config.specs.length === 0) {
    throw new ConfigError(
      "The configuration needs `specs`, a list with at least one `{ spec, out }`.",
    );
  }
  refuseUnknownFields(config, ["specs"], "");
  const targets = config.specs.map((entry: SpecConfig, index) => {
    const place = `specs[${index}]`;
    for (const field of ["spec", "out"] as const) {
      if (typeof entry?.[field] !== "string" || entry[field] === "") {
        throw new ConfigError(`${place}.${field} must be a path.`);
      }
    }
    refuseUnknownFields(entry, fields, `${place}.`);
    const { artifacts = defaultArtifacts, tolerate = [], refRoot } = entry;
    const { enums = "open" } = entry;
    if (enums !== "open" && enums !== "closed") {
      throw new ConfigError(
        `${place}.enums must be "open" or "closed", not ${JSON.stringify(enums)}.`,
      );
    }
    return {
      enums,
      ...resolveSource(entry, folder, place),
      out: resolve(folder, entry.out),
      artifacts: resolveArtifacts(artifacts, `${place}.artifacts`),
      tolerate: resolveTolerated(tolerate, `${place}.tolerate`),
      strict: resolveSwitch(entry.strict, `${place}.strict`),
      include: resolveFilters(entry.include, `${place}.include`),
      exclude: resolveFilters(entry.exclude, `${place}.exclude`),
      refRoot: refRoot === undefined ? undefined : resolve(folder, refRoot),
      names: resolveNames(entry.names, `${place}.names`),
      stainless: resolveFile(entry.stainless, folder, `${place}.stainless`),
    };
  });
  if (targets.filter(({ isStdin }) => isStdin).length > 1)
    throw new ConfigError("Only one document can be read from standard input.");
  refuseSharedFiles(targets);
  for (const { out } of targets) refuseFile(out);
  return targets;
}

const fields: readonly (keyof SpecConfig)[] = [
  "spec",
  "out",
  "artifacts",
  "tolerate",
  "strict",
  "include",
  "exclude",
  "refRoot",
  "enums",
  "headers",
  "timeout",
  "maxSize",
  "remoteRefs",
  "names",
  "stainless",
];

function resolveSwitch(given: boolean | undefined, place: string): boolean {
  if (given !== undefined && typeof given !== "boolean")
    throw new ConfigError(`${place} must be true or false.`);
  return given ?? false;
}

function resolveFilters(given: readonly string[] = [], place: string): readonly string[] {
  if (!Array.isArray(given)) throw new ConfigError(`${place} must be a list of filters.`);
  for (const [index, text] of given.entries()) {
    if (typeof text === "string" && parseFilter(text)) continue;
    throw new ConfigError(
      `${place}[${index}]: ${JSON.stringify(text)} is not a filter. Write "tag:pets", "path:/pets/*" or "operation:listPets".`,
    );
  }
  return given;
}

function resolveNames(
  given: Readonly<Record<string, string>> = {},
  place: string,
): Readonly<Record<string, string>> {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new ConfigError(`${place} must be an object of names by operation.`);
  for (const [key, name] of Object.entries(given)) {
    if (typeof name === "string" && /^[\w$]+(\.[\w$]+)+$/.test(name)) continue;
    throw new ConfigError(
      `${place}[${JSON.stringify(key)}] must be a resource and a method, such as "pets.list", not ${JSON.stringify(name)}.`,
    );
  }
  return given;
}

function resolveFile(given: string | undefined, folder: string, place: string): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== "string" || given === "") throw new ConfigError(`${place} must be a path.`);
  return resolve(folder, given);
}

/** Checked before anything is written: a folder cannot be created where a file is. */
function refuseFile(out: string): void {
  const stats = statSync(out, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory())
    throw new ConfigError(`${out} is a file. Name a folder to write to.`);
}

function resolveArtifacts(given: NonNullable<SpecConfig["artifacts"]>, place: string): Artifact[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new ConfigError(`${place} must be a list with at least one artefact.`);
  }
  const artifacts = given.map((entry, index) => resolveArtifact(entry, `${place}[${index}]`));
  for (const [index, { name }] of artifacts.entries()) {
    const isTwice = artifacts.findIndex((other) => other.name === name) < index;
    if (isTwice) throw new ConfigError(`${place}[${index}]: "${name}" is listed twice.`);
  }
  return artifacts;
}

function resolveArtifact(entry: unknown, place: string): Artifact {
  const given = (typeof entry === "string" ? { name: entry } : entry) as Partial<Artifact> | null;
  if (typeof given !== "object" || given === null || typeof given.name !== "string") {
    throw new ConfigError(
      `${place} must be the name of an artefact, or an object with a \`name\`.`,
    );
  }
  const isClient = given.name === "client";
  const known = ["name", "file", "emit", ...(isClient ? ["types", "environment"] : [])];
  refuseUnknownFields(given, known, `${place}.`);
  const { name, file = fileName(name as ArtifactName), emit } = given;
  const isKnown = artifactNames.includes(name as ArtifactName);
  if (emit === undefined && !isKnown) {
    const near = closest(name, artifactNames);
    const hint =
      near === undefined
        ? `Known: ${artifactNames.join(", ")}. One of your own needs \`emit\`.`
        : `Did you mean "${near}"?`;
    throw new ConfigError(`${place}: there is no artefact "${name}". ${hint}`);
  }
  if (emit !== undefined && isKnown) {
    throw new ConfigError(`${place}: "${name}" is a built-in artefact. Give yours another name.`);
  }
  if (emit !== undefined && typeof emit !== "function") {
    throw new ConfigError(`${place}.emit must be a function that returns the text of the file.`);
  }
  const endings = emit === undefined ? [".ts", ".mts"] : [".ts", ".mts", ".js", ".mjs"];
  const isPlain = typeof file === "string" && basename(file) === file && !file.includes("\\");
  if (!isPlain || !endings.includes(extname(file)) || extname(file) === file) {
    throw new ConfigError(
      `${place}.file must be a file name without a folder that ends in ${endings.join(", ")}, not ${JSON.stringify(file)}.`,
    );
  }
  if (emit !== undefined) return { name, file, emit };
  const { types, environment } = given as ClientArtifactOptions;
  if (types === undefined && environment === undefined) return { name, file };
  return { name, file, client: { ...(types && { types }), ...(environment && { environment }) } };
}

function resolveTolerated(
  given: readonly TolerableCode[],
  place: string,
): readonly TolerableCode[] {
  if (!Array.isArray(given)) throw new ConfigError(`${place} must be a list of codes.`);
  for (const [index, code] of given.entries()) {
    if (tolerableCodes.includes(code)) continue;
    const near = closest(String(code), tolerableCodes);
    const hint =
      near === undefined ? `Known: ${tolerableCodes.join(", ")}.` : `Did you mean "${near}"?`;
    throw new ConfigError(
      `${place}[${index}]: there is no problem "${String(code)}" to tolerate. ${hint}`,
    );
  }
  return given;
}

function refuseSharedFiles(targets: readonly Target[]): void {
  const taken = new Map<string, string>();
  for (const [index, { out, artifacts }] of targets.entries()) {
    for (const { name, file } of artifacts) {
      const path = join(out, file);
      const place = `specs[${index}], "${name}"`;
      const other = taken.get(path);
      if (other !== undefined) {
        throw new ConfigError(
          `${place} would write the same file as ${other}: ${path}. Give one another \`file\` or \`out\`.`,
        );
      }
      taken.set(path, place);
    }
  }
}

function refuseUnknownFields(object: object, known: readonly string[], place: string): void {
  for (const field of Object.keys(object)) {
    if (known.includes(field)) continue;
    const near = closest(field, known);
    const hint = near === undefined ? `Known: ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
    throw new ConfigError(`The configuration has no field \`${place}${field}\`. ${hint}`);
  }
}
