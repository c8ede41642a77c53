import { type FSWatcher, realpathSync, statSync, watch } from "node:fs";
import { dirname } from "node:path";

/** Quiet time that ends a burst of saves, in milliseconds. */
const quiet = 5;
/** Longest time that a burst of saves may delay the run, in milliseconds. */
const patience = 100;
/** Time between two looks at the files without a hint, in milliseconds. */
const interval = 1000;

/** The state of a file. It stays equal until somebody saves the file. */
type State = string;

/**
 * Reports when a file of a set is saved, replaced, created or deleted.
 *
 * It watches the folders instead of the files, because many editors write a new file and rename it. An
 * event of a folder is only a hint: the states of the files decide. Some systems send no events, such as
 * a network file system, so the watcher also looks at the files every second.
 */
export class FileWatcher {
  readonly #onChange: () => void;
  /** States by path, in groups that are read together. */
  readonly #groups = new Map<string, Map<string, State>>();
  readonly #folders = new Map<string, { watcher: FSWatcher; state: State }>();
  readonly #timer = setInterval(() => this.#look(), interval);
  #hint: NodeJS.Timeout | undefined;
  #firstHint = 0;

  /** @param onChange is called when the state of a file differs from the recorded one */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /**
   * Records the present states of all files. A file that is read after this is at least as new.
   *
   * @returns the groups with a file that has changed
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

  /** Removes the files of a group before they are read again. */
  begin(group: string): void {
    this.#groups.set(group, new Map());
  }

  /** Adds a file to a group before it is read. The file need not exist. */
  add(group: string, path: string): void {
    const files = this.#groups.get(group);
    if (files && !files.has(path)) files.set(path, stateOf(path));
  }

  /** Removes all groups except these. */
  keep(groups: ReadonlySet<string>): void {
    for (const group of this.#groups.keys()) if (!groups.has(group)) this.#groups.delete(group);
  }

  /** Looks for changes when the burst of saves has ended. */
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
      // The folder is gone, or the kernel allows no more watchers. The timer finds the change.
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

  /** Many editors empty or delete a file before they write the new text. */
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

/** @returns whether the file does not exist or is empty */
function isBlank(state: State): boolean {
  return state === "" || state.startsWith("0 ");
}

/** A folder that was deleted and created again is a new one, even with the same inode. The old watcher gets no events. */
function folderState(path: string): State {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.dev} ${stats.ino} ${stats.birthtimeNs}` : "";
}

/** @returns the folder of a path, or the nearest one that exists, and the folder that a link leads to */
function foldersOf(path: string): string[] {
  let folder = dirname(path);
  while (folderState(folder) === "" && dirname(folder) !== folder) folder = dirname(folder);
  try {
    return [folder, dirname(realpathSync(path))];
  } catch {
    return [folder];
  }
}
