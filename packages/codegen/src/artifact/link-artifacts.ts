import { ConfigError } from "../config/config-error.ts";
import { type ArtifactName, artifactNames, fileName } from "./artifacts.ts";
import type { Artifact, Target } from "./target.ts";

/**
 * Emitters import their neighbours by the names that these have when nobody chooses others.
 *
 * @returns the text with its imports leading to the files that are really there
 * @throws {ConfigError} when it imports an artefact that is not asked for
 */
export function linkArtifacts(text: string, artifact: Artifact, target: Target): string {
  if (artifact.emit) return text;
  return text.replaceAll(
    /^((?:import|export) .* from )"\.\/(\w+)\.gen\.ts";$/gm,
    (line: string, head: string, name: string) => {
      if (!artifactNames.includes(name as ArtifactName)) return line;
      const neighbour = target.artifacts.find((other) => other.name === name);
      if (!neighbour) {
        throw new ConfigError(
          `The artefact "${artifact.name}" stands on "${name}", which ${target.out} does not get. Add "${name}" to \`artifacts\`.`,
        );
      }
      return neighbour.file === fileName(name as ArtifactName)
        ? line
        : `${head}"./${neighbour.file}";`;
    },
  );
}
