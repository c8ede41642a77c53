import { ConfigError } from "../config/config-error.ts";
import { type ArtifactName, artifactNames, fileName } from "./artifacts.ts";
import type { Artifact, Target } from "./target.ts";

/**
 * Corrects the imports of other artefacts. Emitters write the default file names.
 *
 * @returns the text with imports of the files that the target has
 * @throws {ConfigError} if it imports an artefact that the target does not have
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
          `The artefact "${artifact.name}" imports "${name}", which is not generated in ${target.out}. Add "${name}" to \`artifacts\`.`,
        );
      }
      return neighbour.file === fileName(name as ArtifactName)
        ? line
        : `${head}"./${neighbour.file}";`;
    },
  );
}
