import type { Api } from "./api/api.ts";
import type { ArtifactName } from "./artifact/artifacts.ts";
import type { TolerableCode } from "./document/problem-list.ts";

/** What is generated from what. */
export interface Config {
  specs: readonly SpecConfig[];
}

/** One spec and the folder of its generated files. */
export interface SpecConfig {
  /**
   * The OpenAPI description: a path, relative to the configuration file, or a `file:` URL.
   *
   * @example
   * import.meta.resolve("@sandboxes/spec/openapi.yaml")
   */
  spec: string;
  /** Folder for the generated files, relative to the configuration file. */
  out: string;
  /**
   * Which files to generate there: the generator's own by name, or with a file name of your
   * choosing, and those of your own emitters.
   *
   * @default the generator's own, all of them
   * @example
   * ["types", { name: "operations", file: "table.ts" }, { name: "routes", emit: (api) => "…" }]
   */
  artifacts?: readonly (ArtifactName | RenamedArtifact | OwnArtifact)[];
  /**
   * Codes of problems to live with, in a spec that one cannot mend: they become warnings.
   *
   * @default none
   * @example
   * ["invalid-example", "unknown-field"]
   */
  tolerate?: readonly TolerableCode[];
  /**
   * Whether an enum in a response may have other values than those that the document lists. An open
   * enum is the type `"a" | "b" | (string & {})`, and its validator checks only the type of the value.
   * An enum in a request is always closed.
   *
   * @default "open"
   */
  enums?: "open" | "closed";
}

/** An artefact of the generator, in a file of another name. */
export interface RenamedArtifact {
  name: ArtifactName;
  /** A file name without a folder, such as `api.ts`. */
  file: string;
}

/** An artefact that you emit yourself. */
export interface OwnArtifact {
  /** For messages and for the file's name; none of the generator's own names. */
  name: string;
  /**
   * A file name without a folder, that ends in `.ts`, `.mts`, `.js` or `.mjs`.
   *
   * @default `${name}.gen.ts`
   */
  file?: string;
  /**
   * Called on every run, since only a call can tell what the emitter would write now.
   *
   * @returns the text of the file, below the banner, which is put there for you
   */
  emit(api: Api): string | Promise<string>;
}

/**
 * Gives a configuration its type; returns it as it is.
 *
 * @example
 * export default defineConfig({ specs: [{ spec: "openapi.yaml", out: "src" }] });
 */
export function defineConfig(config: Config): Config {
  return config;
}
