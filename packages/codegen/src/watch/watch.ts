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
  /** Ends the watch when it is aborted. */
  signal?: AbortSignal;
  /** Changes the configuration after each time it is loaded from its file. */
  override?(config: Config): Config;
  /** Called after each run that succeeded, including the first one. */
  onGenerate?(generation: TimedGeneration): void;
  /**
   * Called after each run that came to nothing, with what was wrong: a `DocumentError` with the
   * problems of the specs, a `ConfigError`, or an error of the file system.
   */
  onProblems?(error: Error): void;
}

/** A generation, and how long it took. */
export interface TimedGeneration extends Generation {
  /** In milliseconds. */
  duration: number;
}

/**
 * Generates, and generates again whenever a spec, a file that it refers to or the configuration
 * is saved. Problems end nothing: the next save gets its chance.
 *
 * @param config a configuration, or the path of its file, which then is watched as well, with
 *   the files that it imports by a relative path
 * @returns once `signal` is aborted, when nothing is being written any more
 * @throws {ConfigError} when there is no configuration file to begin with
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
  /** Whether to emit everything: at the start, and when the configuration is another. */
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
        // What was saved after it was read, and before its folder was watched, made no noise.
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
      // A fault of this package is told like the others: it may be over with the next save.
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

/** @throws {ConfigError} if a document is not a file: nobody tells when it changes */
function followable(targets: readonly Target[]): readonly Target[] {
  const other = targets.find(({ spec, isStdin }) => isStdin || isUrl(spec));
  if (!other) return targets;
  const name = other.isStdin ? "standard input" : publicUrl(other.spec);
  throw new ConfigError(
    `\`watch\` follows files, and ${name} is none. Save the document, or run \`generate\`.`,
  );
}
