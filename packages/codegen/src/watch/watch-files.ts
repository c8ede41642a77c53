import { type FSWatcher, realpathSync, statSync, watch } from "node:fs";
import { dirname } from "node:path";

/** How long it must be quiet before a burst of saves counts as one, in milliseconds. */
const quiet = 5;
/** How long a burst may keep us waiting, in milliseconds. */
const patience = 100;
/** How often to look without having been told to, in milliseconds. */
const interval = 1000;

/** What a path looked like; equal as long as nobody saved it. */
type State = string;

/**
 * Tells when a file of a set was saved, replaced, made or deleted.
 *
 * The folders are watched rather than the files, because many editors write another file and
 * rename it. What a folder tells is only a hint to look: the files' own states decide. Where
 * hints do not come (a network file system, a limit of the kernel), a look every second has to do.
 */
export class FileWatcher {
  readonly #onChange: () => void;
  /** States by path, in groups that are read together. */
  readonly #groups = new Map<string, Map<string, State>>();
  readonly #folders = new Map<string, { watcher: FSWatcher; state: State }>();
  readonly #timer = setInterval(() => this.#look(), interval);
  #hint: NodeJS.Timeout | undefined;
  #firstHint = 0;

  /** @param onChange called when the state of a file is not the one that was noted */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /**
   * Notes the present states of all files: whatever is read from now on is at least as new.
   *
   * @returns the groups in which one has changed
   */
  refresh(): Set<string> {
    const changed = new Set<string>();
    for (const [name, group] of this.#groups) {
      for (const [path, before] of group) {
        const now = stateOf(path);
        if (now !== before) changed.add(name);
        group.set(path, now);
      }
    }
    return changed;
  }

  /** Forgets the files of a group, which is about to be read anew. */
  begin(group: string): void {
    this.#groups.set(group, new Map());
  }

  /** Adds a file to a group, before it is read. It need not be there. */
  add(group: string, path: string): void {
    const files = this.#groups.get(group);
    if (files && !files.has(path)) files.set(path, stateOf(path));
  }

  /** Forgets the groups that are not among these. */
  keep(groups: ReadonlySet<string>): void {
    for (const group of this.#groups.keys()) if (!groups.has(group)) this.#groups.delete(group);
  }

  /** Looks, once it is quiet, whether something has changed. */
  hint(): void {
    const now = performance.now();
    if (this.#hint === undefined) this.#firstHint = now;
    clearTimeout(this.#hint);
    const rest = this.#firstHint + patience - now;
    this.#hint = setTimeout(() => this.#look(), Math.max(0, Math.min(quiet, rest)));
  }

  /** Watches the folders of all files, and no others. */
  follow(): void {
    const wanted = new Set(
      [...this.#groups.values()].flatMap((group) => [...group.keys()]).flatMap(foldersOf),
    );
    for (const [folder, { watcher, state }] of this.#folders) {
      if (wanted.has(folder) && folderState(folder) === state) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const folder of wanted) if (!this.#folders.has(folder)) this.#watch(folder);
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#hint);
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  #watch(folder: string): void {
    try {
      const watcher = watch(folder, () => this.hint());
      watcher.on("error", () => this.hint());
      this.#folders.set(folder, { watcher, state: folderState(folder) });
    } catch {
      // It is gone again, or the kernel has no more watches to give: the timer sees to it.
    }
  }

  #look(): void {
    const hasPatience = performance.now() < this.#firstHint + patience;
    if (this.#hint !== undefined && hasPatience && this.#isHalfSaved()) {
      this.hint();
      return;
    }
    clearTimeout(this.#hint);
    this.#hint = undefined;
    if (this.#hasChanged()) this.#onChange();
  }

  #hasChanged(): boolean {
    return this.#some((path, state) => stateOf(path) !== state);
  }

  /** Many a save makes the file empty, or takes it away, before it puts the new text there. */
  #isHalfSaved(): boolean {
    return this.#some((path, state) => !isBlank(state) && isBlank(stateOf(path)));
  }

  #some(test: (path: string, state: State) => boolean): boolean {
    return [...this.#groups.values()].some((group) =>
      [...group].some(([path, state]) => test(path, state)),
    );
  }
}

function stateOf(path: string): State {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.ino} ${stats.mtimeNs} ${stats.ctimeNs}` : "";
}

/** Whether there is no such file, or nothing in it. */
function isBlank(state: State): boolean {
  return state === "" || state.startsWith("0 ");
}

/** A folder that was deleted and made again is another one, even by the same number, and its watcher is deaf. */
function folderState(path: string): State {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.dev} ${stats.ino} ${stats.birthtimeNs}` : "";
}

/** @returns the folder of a path, or the nearest one that exists; and that of what a link leads to */
function foldersOf(path: string): string[] {
  let folder = dirname(path);
  while (folderState(folder) === "" && dirname(folder) !== folder) folder = dirname(folder);
  try {
    return [folder, dirname(realpathSync(path))];
  } catch {
    return [folder];
  }
}
