import type { Api } from "../api/api.ts";
import type { TypeOptions } from "../forms/schema-forms.ts";
import type { ClientArtifactOptions } from "../emit/client/emit-client.ts";

/** The artefacts that can be generated, by name. */
export const artifactNames = [
  "types",
  "index",
  "operations",
  "schemas",
  "validators",
  "examples",
  "document",
  "contract",
  "producer-validators",
  "enums",
  "client",
] as const;

export type ArtifactName = (typeof artifactNames)[number];

/** The artefacts that a configuration must name. */
const optional: readonly string[] = ["producer-validators", "enums", "client"];

/** The artefacts that are generated when the configuration names none. */
export const defaultArtifacts: readonly ArtifactName[] = artifactNames.filter(
  (name) => !optional.includes(name),
);

/** @returns the name of the file that an artefact is written to */
export function fileName(artifact: ArtifactName): string {
  return `${artifact}.gen.ts`;
}

/**
 * @returns the text of an artefact, without its banner
 *
 * Each emitter is loaded when it is needed. A run with nothing to do loads none.
 */
export async function emit(
  artifact: ArtifactName,
  api: Api,
  options?: TypeOptions,
  client?: ClientArtifactOptions,
): Promise<string> {
  switch (artifact) {
    case "types":
      return (await import("../emit/types/emit-types.ts")).emitTypes(api, options);
    case "index":
      return (await import("../emit/emit-index.ts")).emitIndex(api, options);
    case "operations":
      return (await import("../emit/emit-operations.ts")).emitOperations(api);
    case "schemas":
      return (await import("../emit/emit-schemas.ts")).emitSchemas(api);
    case "validators":
      return (await import("../emit/validators/emit-validators.ts")).emitValidators(api, options);
    case "producer-validators":
      return (await import("../emit/validators/emit-validators.ts")).emitProducerValidators(
        api,
        options,
      );
    case "enums":
      return (await import("../emit/emit-enums.ts")).emitEnums(api);
    case "examples":
      return (await import("../emit/emit-examples.ts")).emitExamples(api, options);
    case "contract":
      return (await import("../emit/emit-contract.ts")).emitContract();
    case "document":
      return (await import("../emit/emit-document.ts")).emitDocument(api);
    case "client":
      return (await import("../emit/client/emit-client.ts")).emitClient(api, client);
  }
}
