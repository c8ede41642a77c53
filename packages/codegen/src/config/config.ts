import type { Api } from "../api/api.ts";
import type { ArtifactName } from "../artifact/artifacts.ts";
import type { TolerableCode } from "../document/problems/problem-codes.ts";
import type { ClientArtifactOptions } from "../emit/client/emit-client.ts";

/** The documents to generate from. */
export interface Config {
  specs: readonly SpecConfig[];
}

/** One document and the folder of its generated files. */
export interface SpecConfig {
  /**
   * The OpenAPI document: a path, relative to the configuration file, a URL of `http`, `https` or
   * `file`, or `-` for standard input. Nothing else is read from the network, unless `remoteRefs` is set.
   *
   * @example
   * import.meta.resolve("@sandboxes/spec/openapi.yaml")
   */
  spec: string;
  /** Folder for the generated files, relative to the configuration file. */
  out: string;
  /**
   * The files to generate there: built-in artefacts by name, or with a file name of your choosing,
   * and those of your own emitters.
   *
   * @default every built-in artefact
   * @example
   * ["types", { name: "operations", file: "table.ts" }, { name: "routes", emit: (api) => "…" }]
   */
  artifacts?: readonly (ArtifactName | RenamedArtifact | ClientArtifact | OwnArtifact)[];
  /**
   * Codes of errors that become warnings. The README says what happens at the place of each.
   *
   * @default none
   * @example
   * ["unresolved-ref", "undeclared-path-parameter"]
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
  /**
   * Whether warnings are errors, except those with a code in `tolerate`.
   *
   * @default false
   */
  strict?: boolean;
  /**
   * The operations to generate: by tag, by path or by operationId; `*` matches any text. Schemas
   * that none of them uses are left out.
   *
   * @default all of them
   * @example
   * ["tag:pets", "path:/users/*", "operation:listOrders"]
   */
  include?: readonly string[];
  /**
   * The operations to leave out, written like `include`. It wins over `include`.
   *
   * @default none
   */
  exclude?: readonly string[];
  /**
   * The folder that references may read files from, relative to the configuration file.
   *
   * @default the nearest folder around `spec` with a `package.json` or a `.git`, or else its own
   */
  refRoot?: string;
  /**
   * Headers for the origin of `spec`, if it is a URL. No other origin gets them.
   *
   * @default none
   * @example
   * { Authorization: `Bearer ${process.env.API_TOKEN}` }
   */
  headers?: Readonly<Record<string, string>>;
  /**
   * Time that each download may take, in seconds.
   *
   * @default 30
   */
  timeout?: number;
  /**
   * Largest size of a document from a URL or from standard input, in megabytes.
   *
   * @default 100
   */
  maxSize?: number;
  /**
   * Whether references may lead to other machines, which are then downloaded.
   *
   * @default false
   */
  remoteRefs?: boolean;
  /**
   * Names of the client's methods: `resource.method` by operationId, or by method and path. They replace
   * those that the document gives by `x-client-method`, and those that are derived.
   *
   * @default none
   * @example
   * { listProjectTasks: "tasks.list", "DELETE /tasks/{id}": "tasks.remove" }
   */
  names?: Readonly<Record<string, string>>;
  /**
   * A `stainless.yml`, relative to the configuration file. The names of its methods and models, and its
   * pagination, apply where neither `names` nor the document has any.
   *
   * @default none
   */
  stainless?: string;
}

/** A built-in artefact in a file of another name. */
export interface RenamedArtifact {
  name: ArtifactName;
  /** A file name without a folder, such as `api.ts`. */
  file: string;
}

/** A client on top of `@sandboxes/client-runtime`, with facts that no document holds. */
export interface ClientArtifact extends ClientArtifactOptions {
  name: "client";
  /** A file name without a folder, such as `api.ts`. */
  file?: string;
}

/** An artefact of your own. */
export interface OwnArtifact {
  /** Its name in messages and of the file; not a built-in one. */
  name: string;
  /**
   * A file name without a folder, that ends in `.ts`, `.mts`, `.js` or `.mjs`.
   *
   * @default `${name}.gen.ts`
   */
  file?: string;
  /**
   * Called on every run, because no hash tells whether its result changed.
   *
   * @returns the text of the file, without the banner
   */
  emit(api: Api): string | Promise<string>;
}

/**
 * Types a configuration. Returns it unchanged.
 *
 * @example
 * export default defineConfig({ specs: [{ spec: "openapi.yaml", out: "src" }] });
 */
export function defineConfig(config: Config): Config {
  return config;
}
