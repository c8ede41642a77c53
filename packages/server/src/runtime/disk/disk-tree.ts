import { type Chunk, appendBytes, maxChunkBytes, toChunks } from "./chunks.ts";
import { diskFault } from "./disk-fault.ts";
import { measure } from "./extent.ts";
import { type DiskLimits, checkPlace, namesIn } from "./limits.ts";
import {
  type DiskNode,
  type FileNode,
  type FolderNode,
  createFile,
  createFolder,
  createLink,
} from "./node.ts";
import { type DiskStat, kindOf, toStat } from "./stat.ts";

/** The maximum number of symbolic links in the resolution of a path (path_resolution(7)). */
const maxLinks = 40;

/** A place on the disk: a name in a folder. It may be free. */
interface Place {
  readonly folder: FolderNode;
  readonly name: string;
  readonly node: DiskNode | undefined;
  /** The names of its path, without symbolic links. */
  readonly names: readonly string[];
}

/**
 * The files of a sandbox, as a tree. The time of an operation depends only on the files that it uses, and not
 * on the size of the disk. Contents are read from the store when they are needed.
 *
 * The methods have the names, the parameters and the errors of a just-bash file system.
 */
export class DiskTree {
  readonly root: FolderNode = createFolder();
  /** Counts the changes. */
  changes = 0;
  readonly #limits: DiskLimits;
  readonly #load: (chunk: Chunk) => Promise<Uint8Array>;
  #bytes = 0;
  #entries = 0;

  /** @param load reads a chunk that is not in memory */
  constructor(limits: DiskLimits, load: (chunk: Chunk) => Promise<Uint8Array>) {
    this.#limits = limits;
    this.#load = load;
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    const { node } = this.#find(path, "open");
    if (!node) throw diskFault("ENOENT", "open", path);
    if (node.type !== "file") throw diskFault("EISDIR", "read", path);
    // A change during the read does not affect the result.
    const { chunks, size } = node;
    const bytes = new Uint8Array(size);
    let offset = 0;
    for (const chunk of chunks) {
      bytes.set(chunk.bytes ?? (await this.#load(chunk)), offset);
      offset += chunk.size;
    }
    return bytes;
  }

  writeFile(path: string, bytes: Uint8Array): void {
    const place = this.#fileAt(path, "write");
    const { node } = place;
    if (!node) return this.#add(place, createFile(toChunks(bytes)));
    this.#replaceContent(node, toChunks(bytes), bytes.length);
  }

  async appendFile(path: string, bytes: Uint8Array): Promise<void> {
    const last = this.#fileAt(path, "write").node?.chunks.at(-1);
    // Joins small chunks, so that many small appends do not create many chunks.
    if (last && !last.bytes && last.size < maxChunkBytes / 2) last.bytes = await this.#load(last);
    // Another command may have changed the file meanwhile.
    const { node } = this.#fileAt(path, "write");
    if (!node) return this.writeFile(path, bytes);
    this.#replaceContent(node, appendBytes(node.chunks, bytes), node.size + bytes.length);
  }

  exists(path: string): boolean {
    try {
      return this.#find(path, "access").node !== undefined;
    } catch {
      return false;
    }
  }

  stat(path: string): DiskStat {
    return toStat(this.#found(path, "stat"));
  }

  lstat(path: string): DiskStat {
    return toStat(this.#found(path, "lstat", false));
  }

  mkdir(path: string, options?: { recursive?: boolean }): void {
    const names = namesIn(path, "mkdir");
    checkPlace(names);
    const recursive = options?.recursive ?? false;
    const { node, ...place } = this.#find(path, "mkdir", recursive, recursive);
    if (!node) return this.#add(place, createFolder());
    if (node.type !== "directory") throw diskFault("EEXIST", "mkdir", path);
    if (!recursive) throw new Error(`EEXIST: directory already exists, mkdir '${path}'`);
  }

  readdir(path: string): string[] {
    return [...this.#folder(path).children.keys()].sort();
  }

  readdirWithFileTypes(path: string): object[] {
    const { children } = this.#folder(path);
    return [...children.keys()].sort().map((name) => ({ name, ...kindOf(children.get(name)!) }));
  }

  rm(path: string, options?: { recursive?: boolean; force?: boolean }): void {
    // A missing folder on the way is as good as a missing entry.
    if (options?.force && !this.#isThere(path)) return;
    const { folder, name, node } = this.#find(path, "rm", false);
    if (!node) throw diskFault("ENOENT", "rm", path);
    if (node.type === "directory" && node.children.size > 0 && !options?.recursive)
      throw diskFault("ENOTEMPTY", "rm", path);
    this.changes += 1;
    if (node === this.root)
      for (const child of this.root.children.keys()) this.rm(`/${child}`, { recursive: true });
    else this.#unlink(folder, name, node);
  }

  cp(from: string, to: string, options?: { recursive?: boolean }): void {
    const { node, names } = this.#find(from, "cp", false);
    if (!node) throw diskFault("ENOENT", "cp", from);
    if (node.type === "directory" && !options?.recursive)
      throw new Error(`EISDIR: is a directory, cp '${from}'`);
    const place = this.#find(to, "cp", false, true);
    if (node.type === "directory" && isWithin(place.names, names))
      throw new Error(`EINVAL: cannot copy '${from}' into itself, '${to}'`);
    const extent = measure(node);
    checkPlace(place.names, extent.height, extent.path);
    this.#reserve(extent.entries, extent.bytes);
    this.#copy(node, place);
  }

  mv(from: string, to: string): void {
    const source = this.#find(from, "mv", false);
    const { node } = source;
    if (!node) throw diskFault("ENOENT", "mv", from);
    const place = this.#find(to, "mv", false, true);
    if (place.folder === source.folder && place.name === source.name) return;
    if (node === this.root || (node.type === "directory" && isWithin(place.names, source.names)))
      throw new Error(`EINVAL: cannot move '${from}' into itself, '${to}'`);
    const extent = measure(node);
    checkPlace(place.names, extent.height, extent.path);
    this.#makeRoom(place, node, "mv", to);
    source.folder.children.delete(source.name);
    place.folder.children.set(place.name, node);
    // A moved original node is not original at its new place.
    this.#ownAll(node);
  }

  chmod(path: string, mode: number): void {
    const node = this.#found(path, "chmod");
    this.#own(node);
    node.mode = mode;
  }

  symlink(target: string, path: string): void {
    namesIn(target.slice(0, 4097), "symlink");
    const place = this.#find(path, "symlink", false, true);
    if (place.node) throw diskFault("EEXIST", "symlink", path);
    this.#add(place, createLink(target));
  }

  link(existing: string, path: string): void {
    const { node } = this.#find(existing, "link", false);
    if (!node) throw diskFault("ENOENT", "link", existing);
    if (node.type !== "file") throw diskFault("EPERM", "link", existing);
    const place = this.#find(path, "link", false, true);
    if (place.node) throw diskFault("EEXIST", "link", path);
    this.#own(node);
    this.#add(place, node);
  }

  readlink(path: string): string {
    const node = this.#found(path, "readlink", false);
    if (node.type !== "symlink") throw diskFault("EINVAL", "readlink", path);
    return node.target;
  }

  realpath(path: string): string {
    const { node, names } = this.#find(path, "realpath");
    if (!node) throw diskFault("ENOENT", "realpath", path);
    return `/${names.join("/")}`;
  }

  utimes(path: string, _: Date, mtime: Date): void {
    const node = this.#found(path, "utimes");
    this.#own(node);
    node.mtime = mtime.getTime();
  }

  /** Adds a node at a free place, as part of the initial or a saved disk. */
  place(folder: FolderNode, name: string, node: DiskNode): void {
    folder.children.set(name, node);
    if (node.type === "file") node.links += 1;
    if (!node.isOriginal) this.#count(node, 1);
  }

  /** Removes the node at a place, if there is one. */
  displace(folder: FolderNode, name: string): void {
    const node = folder.children.get(name);
    if (node) this.#unlink(folder, name, node);
  }

  /** @throws {Error} if the disk exceeds its limits */
  checkLimits(): void {
    const { maxBytes, maxEntries } = this.#limits;
    if (this.#bytes > maxBytes)
      throw new Error(
        `The disk holds ${this.#bytes} bytes, and at most ${maxBytes} are allowed here.`,
      );
    if (this.#entries > maxEntries)
      throw new Error(
        `The disk holds ${this.#entries} files and folders, and at most ${maxEntries} are allowed here.`,
      );
  }

  /** Marks an original node as changed, so that it is counted and saved. */
  adopt(node: DiskNode): void {
    if (!node.isOriginal) return;
    node.isOriginal = false;
    this.#count(node, 1);
  }

  #find(path: string, operation: string, follow = true, makeFolders = false): Place {
    const rest = namesIn(path, operation).toReversed();
    let [folder, node]: [FolderNode, DiskNode | undefined] = [this.root, this.root];
    const above: FolderNode[] = [];
    const names: string[] = [];
    let links = 0;
    while (rest.length > 0) {
      const name = rest.pop()!;
      if (node?.type === "file")
        throw diskFault(makeFolders ? "ENOTDIR" : "ENOENT", operation, path);
      if (!node) {
        if (!makeFolders) throw diskFault("ENOENT", operation, path);
        checkPlace(names, rest.length + 1);
        node = createFolder();
        this.#add({ folder, name: names.at(-1)!, names }, node);
      }
      folder = node as FolderNode;
      const child = folder.children.get(name);
      if (child?.type === "symlink" && (follow || rest.length > 0)) {
        links += 1;
        if (links > maxLinks) throw diskFault("ELOOP", "open", path);
        const target = namesOfTarget(child.target, names, operation);
        rest.push(...target.toReversed());
        names.length = 0;
        above.length = 0;
        node = this.root;
        continue;
      }
      above.push(folder);
      names.push(name);
      node = child;
    }
    return { folder: above.at(-1) ?? this.root, name: names.at(-1) ?? "", node, names };
  }

  #isThere(path: string): boolean {
    try {
      return this.#find(path, "rm", false).node !== undefined;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  #found(path: string, operation: string, follow = true): DiskNode {
    const { node } = this.#find(path, operation, follow);
    if (!node) throw diskFault("ENOENT", operation, path);
    return node;
  }

  #folder(path: string): FolderNode {
    const node = this.#found(path, "scandir");
    if (node.type !== "directory") throw diskFault("ENOTDIR", "scandir", path);
    return node;
  }

  /** @returns the place of a file, which may be new */
  #fileAt(path: string, operation: string): Omit<Place, "node"> & { node: FileNode | undefined } {
    const { node, ...place } = this.#find(path, operation, true, true);
    if (node && node.type !== "file") throw diskFault("EISDIR", operation, path);
    return { ...place, node };
  }

  #add({ folder, name, names }: Omit<Place, "node">, node: DiskNode): void {
    checkPlace(names);
    this.#reserve(1, node.type === "file" && node.links === 0 ? node.size : 0);
    this.place(folder, name, node);
    this.changes += 1;
  }

  #replaceContent(node: FileNode, chunks: readonly Chunk[], size: number): void {
    this.#reserve(node.isOriginal ? 1 : 0, node.isOriginal ? size : size - node.size);
    this.#own(node);
    this.#bytes += size - node.size;
    node.chunks = chunks;
    node.size = size;
    node.mtime = Date.now();
  }

  #copy(node: DiskNode, place: Place): void {
    if (node.type === "directory") {
      let target = place.node;
      if (target?.type !== "directory") {
        this.#makeRoom(place, node, "cp", place.name);
        target = createFolder(node.mode);
        this.#add(place, target);
      }
      for (const [name, child] of node.children) {
        const there = target.children.get(name);
        this.#copy(child, { folder: target, name, node: there, names: [...place.names, name] });
      }
      return;
    }
    this.#makeRoom(place, node, "cp", place.name);
    const { mode, mtime } = node;
    this.#add(
      place,
      node.type === "file"
        ? createFile(node.chunks, mode, mtime)
        : createLink(node.target, mode, mtime),
    );
  }

  /** Removes the target of a move, like rename(2). */
  #makeRoom(
    { folder, name, node: there }: Place,
    node: DiskNode,
    operation: string,
    path: string,
  ): void {
    if (there?.type === "directory") {
      if (node.type !== "directory") throw diskFault("EISDIR", operation, path);
      if (there.children.size > 0) throw diskFault("ENOTEMPTY", operation, path);
    } else if (there && node.type === "directory") throw diskFault("ENOTDIR", operation, path);
    this.changes += 1;
    if (there && there !== node) this.#unlink(folder, name, there);
  }

  #unlink(folder: FolderNode, name: string, node: DiskNode): void {
    folder.children.delete(name);
    if (node.type === "directory")
      for (const [childName, child] of node.children) this.#unlink(node, childName, child);
    if (node.type === "file") node.links -= 1;
    if (!node.isOriginal) this.#count(node, -1);
  }

  /** Counts an added or removed entry. A file with several names counts its content once. */
  #count(node: DiskNode, sign: 1 | -1): void {
    this.#entries += sign;
    if (node.type === "file" && node.links === (sign === 1 ? 1 : 0))
      this.#bytes += sign * node.size;
  }

  #own(node: DiskNode): void {
    this.changes += 1;
    if (node.isOriginal) this.#reserve(1, node.type === "file" ? node.size : 0);
    this.adopt(node);
  }

  #ownAll(node: DiskNode): void {
    this.#own(node);
    if (node.type === "directory") for (const child of node.children.values()) this.#ownAll(child);
  }

  #reserve(entries: number, bytes: number): void {
    const { maxBytes, maxEntries } = this.#limits;
    const isFull =
      (bytes > 0 && this.#bytes + bytes > maxBytes) ||
      (entries > 0 && this.#entries + entries > maxEntries);
    if (isFull) throw diskFault("ENOSPC");
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("ENOENT");
}

function namesOfTarget(target: string, folder: readonly string[], operation: string): string[] {
  const path = target.startsWith("/") ? target : `/${[...folder, target].join("/")}`;
  return namesIn(path, operation);
}

function isWithin(names: readonly string[], folder: readonly string[]): boolean {
  return names.length >= folder.length && folder.every((name, index) => names[index] === name);
}
