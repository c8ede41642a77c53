import { createShell } from "../shell/shell.ts";
import { toChunks } from "./chunks.ts";
import type { DiskTree } from "./disk-tree.ts";
import { type FolderNode, createFile, createFolder, createLink } from "./node.ts";

let loaded: Promise<FolderNode> | undefined;

/** @returns the initial disk: the files of just-bash, with its programs in `/bin` */
export async function readOriginal(): Promise<FolderNode> {
  loaded ??= layOut();
  return await loaded;
}

async function layOut(): Promise<FolderNode> {
  const { InMemoryFs } = await import("just-bash");
  const files = new InMemoryFs();
  // A new shell writes these files.
  await createShell({ fs: files });
  const root = createFolder();
  const folders = new Map([["/", root]]);
  for (const path of files.getAllPaths().sort()) {
    if (path === "/") continue;
    const { mode, mtime, isDirectory, isSymbolicLink } = await files.lstat(path);
    const end = path.lastIndexOf("/");
    const folder = folders.get(path.slice(0, end) || "/")!;
    const time = mtime.getTime();
    const node = isDirectory
      ? createFolder(mode, time)
      : isSymbolicLink
        ? createLink(await files.readlink(path), mode, time)
        : createFile(toChunks(await files.readFileBuffer(path)), mode, time);
    folder.children.set(path.slice(end + 1), node);
    if (node.type === "directory") folders.set(path, node);
  }
  return root;
}

/** Copies the original files to an empty disk. */
export function copyOriginal(original: FolderNode, tree: DiskTree): void {
  const copy = (from: FolderNode, to: FolderNode): void => {
    for (const [name, node] of from.children) {
      const { mode, mtime } = node;
      const copied =
        node.type === "directory"
          ? createFolder(mode, mtime)
          : node.type === "symlink"
            ? createLink(node.target, mode, mtime)
            : // A chunk remembers where one store keeps it, so no two disks share one.
              createFile(
                node.chunks.map((chunk) => ({ ...chunk })),
                mode,
                mtime,
              );
      copied.isOriginal = true;
      tree.place(to, name, copied);
      if (node.type === "directory" && copied.type === "directory") copy(node, copied);
    }
  };
  tree.root.isOriginal = true;
  copy(original, tree.root);
}
