import { posix } from "node:path";
import type { IFileSystem } from "just-bash";
import type { DiskMethod } from "./worker-messages.ts";

/** Writing here is output of the command. See `stream-statements.ts`. */
const streams: Readonly<Record<string, "stdout" | "stderr">> = {
  "/dev/.stdout": "stdout",
  "/dev/.stderr": "stderr",
};

/** Where the calls of a disk go to. */
export interface DiskCalls {
  call(method: DiskMethod, parameters: readonly unknown[]): Promise<unknown>;
  /** Takes output: text, or bytes as one character each. */
  output(
    stream: "stdout" | "stderr",
    content: string | Uint8Array,
    encoding: "text" | "bytes",
  ): Promise<void>;
}

const device = { isFile: true, isDirectory: false, isSymbolicLink: false, mode: 0o666, size: 0 };

/** @returns a disk whose files are elsewhere: each method is a call to there */
export function createRemoteDisk({ call, output }: DiskCalls): IFileSystem {
  const remote = <K extends DiskMethod>(method: K): Required<IFileSystem>[K] =>
    (async (...parameters: unknown[]) =>
      await call(method, parameters)) as Required<IFileSystem>[K];

  const write =
    (method: "writeFile" | "appendFile"): IFileSystem["writeFile"] =>
    async (path, content, options) => {
      const stream = streams[path];
      if (stream === undefined) return void (await call(method, [path, content, options]));
      const encoding = typeof options === "string" ? options : options?.encoding;
      const bytes = encoding === "binary" || encoding === "latin1";
      await output(stream, content, bytes ? "bytes" : "text");
    };
  const stat =
    (method: "stat" | "lstat"): IFileSystem["stat"] =>
    async (path) =>
      path in streams ? { ...device, mtime: new Date(0) } : await remote(method)(path);
  const exists = remote("exists");

  return {
    readFile: remote("readFile"),
    readFileBuffer: remote("readFileBuffer"),
    writeFile: write("writeFile"),
    appendFile: write("appendFile"),
    exists: async (path) => path in streams || (await exists(path)),
    stat: stat("stat"),
    lstat: stat("lstat"),
    mkdir: remote("mkdir"),
    readdir: remote("readdir"),
    readdirWithFileTypes: remote("readdirWithFileTypes"),
    rm: remote("rm"),
    cp: remote("cp"),
    mv: remote("mv"),
    chmod: remote("chmod"),
    symlink: remote("symlink"),
    link: remote("link"),
    readlink: remote("readlink"),
    realpath: remote("realpath"),
    utimes: remote("utimes"),
    resolvePath: (base, path) => posix.resolve(base, path),
    // It cannot wait for an answer; whoever asks falls back to reading the folders.
    getAllPaths: () => [],
  };
}
