import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Target } from "../artifact/target.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/config.ts";
import { type Generation, generateTargets } from "../generate.ts";
import { loadConfigAnew } from "../config/load-config.ts";
import { resolveTargets } from "../config/resolve-targets.ts";
import { isUrl, publicUrl } from "../document/remote/location.ts";
import { FileWatcher } from "./watch-files.ts";

export interface WatchOptions {
  /**
   * Folder that relative paths of the configuration start from; a path or `file:` URL.
   *
   * @default the folder of the configuration file, or else the working directory
   */
  base?: string;
  /** Ends the watch when aborted. */
  signal?: AbortSignal;
  /** Changes the configuration each time it is loaded from its file. */
  override?(config: Config): Config;
  /** Is called after each successful run, including the first one. */
  onGenerate?(generation: TimedGeneration): void;
  /**
   * Is called after each failed run, with the error: a `DocumentError` with the problems of the
   * documents, a `ConfigError`, or an error of the file system.
   */
  onProblems?(error: Error): void;
}

/** The result of a run and its duration. */
export interface TimedGeneration extends Generation {
  /** In milliseconds. */
  duration: number;
}

/**
 * Generates, and generates again after each save of a document, of a file that it refers to, or of the
 * configuration. A problem does not end the watch.
 *
 * @param config a configuration or the path of its file. The file is watched too, with the files that
 *   it imports by a relative path
 * @returns after `signal` is aborted and the last file is written
 * @throws {ConfigError} if the configuration file does not exist at the start
 * @example
 * await watch("codegen.config.ts", {
 *   signal: controller.signal,
 *   onGenerate: ({ written }) => console.log(written),
 *   onProblems: (error) => console.error(error.message),
 * });
 */
export async function watch(config: Config | string, options: WatchOptions = {}): Promise<void> {
  if (typeof config === "string" && !existsSync(config))
    throw new ConfigError(`There is no configuration file ${config}.`);
  await new Watch(config, options).run();
}

const configGroup = "configuration";

class Watch {
  readonly #config: Config | string;
  readonly #options: WatchOptions;
  readonly #files: FileWatcher;
  #wake: (() => void) | undefined;
  #targets: readonly Target[] | undefined;
  /** Whether to emit all artefacts: at the start and after a change of the configuration. */
  #all = true;

  constructor(config: Config | string, options: WatchOptions) {
    this.#config = config;
    this.#options = options;
    this.#files = new FileWatcher(() => this.#wake?.());
  }

  async run(): Promise<void> {
    const { signal } = this.#options;
    const onAbort = (): void => this.#wake?.();
    signal?.addEventListener("abort", onAbort);
    try {
      while (!signal?.aborted) {
        await this.#generate();
        this.#files.follow();
        if (signal?.aborted) break;
        const woken = new Promise<void>((wake) => (this.#wake = wake));
        // A save after the read and before the watch sent no event.
        this.#files.hint();
        await woken;
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#files.close();
    }
  }

  async #generate(): Promise<void> {
    const start = performance.now();
    const { onGenerate, onProblems } = this.#options;
    let generation: Generation;
    try {
      if (this.#files.refresh().has(configGroup)) this.#targets = undefined;
      this.#targets ??= await this.#loadTargets();
      this.#files.keep(new Set([configGroup, ...this.#targets.map(groupOf)]));
      generation = await generateTargets(this.#targets, {
        all: this.#all,
        onTarget: (target) => this.#files.begin(groupOf(target)),
        onFile: (target, path) => this.#files.add(groupOf(target), path),
      });
      this.#all = false;
    } catch (error) {
      // A fault of this package is reported too: it may not happen again after the next save.
      onProblems?.(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    onGenerate?.({ ...generation, duration: performance.now() - start });
  }

  async #loadTargets(): Promise<readonly Target[]> {
    this.#all = true;
    const { base } = this.#options;
    if (typeof this.#config !== "string") return followable(resolveTargets(this.#config, base));
    const path = resolve(this.#config);
    this.#files.begin(configGroup);
    const loaded = await loadConfigAnew(path, (file) => this.#files.add(configGroup, file));
    const config = this.#options.override?.(loaded) ?? loaded;
    return followable(resolveTargets(config, base ?? dirname(path)));
  }
}

function groupOf({ spec, out }: Target): string {
  return `${spec} > ${out}`;
}

/** @throws {ConfigError} if a document is not a file: no event says when it changes */
function followable(targets: readonly Target[]): readonly Target[] {
  const other = targets.find(({ spec, isStdin }) => isStdin || isUrl(spec));
  if (!other) return targets;
  const name = other.isStdin ? "standard input" : publicUrl(other.spec);
  throw new ConfigError(
    `\`watch\` follows files, and ${name} is not a file. Save the document, or run \`generate\`.`,
  );
}
