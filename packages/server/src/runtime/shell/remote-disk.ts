import { posix } from "node:path";
import type { FileContent, IFileSystem } from "just-bash";
import { decodeLosslessly, encodeLosslessly } from "./lossless-text.ts";
import type { CommandMethod } from "../disk/disk-host.ts";

/** Writing to these files is output of the command. See `stream-statements.ts`. */
const streams: Readonly<Record<string, "stdout" | "stderr">> = {
  "/dev/.stdout": "stdout",
  "/dev/.stderr": "stderr",
};

/** The disk and the output of a command. */
export interface RemoteDisk {
  call(method: CommandMethod, parameters: readonly unknown[]): Promise<unknown>;
  output(stream: "stdout" | "stderr", bytes: Uint8Array): Promise<void>;
}

const device = { isFile: true, isDirectory: false, isSymbolicLink: false, mode: 0o666, size: 0 };

type ByteString = Awaited<ReturnType<Required<IFileSystem>["readFileBytes"]>>;
type Encoding = Parameters<IFileSystem["writeFile"]>[2];

/** @returns a file system of just-bash whose files are in another thread */
export function createRemoteDisk({ call, output }: RemoteDisk): IFileSystem {
  const remote = <K extends CommandMethod>(method: K): Required<IFileSystem>[K] =>
    (async (...parameters: unknown[]) =>
      await call(method, parameters)) as Required<IFileSystem>[K];
  const write =
    (method: "writeFile" | "appendFile"): IFileSystem["writeFile"] =>
    async (path, content, options) => {
      const stream = streams[path];
      const bytes = toBytes(content, options);
      if (stream === undefined) await call(method, [path, bytes]);
      else await output(stream, bytes);
    };
  const stat =
    (method: "stat" | "lstat"): IFileSystem["stat"] =>
    async (path) =>
      path in streams ? { ...device, mtime: new Date(0) } : await remote(method)(path);
  const [exists, readFileBuffer] = [remote("exists"), remote("readFileBuffer")];

  return {
    readFile: async (path, options) => toText(await readFileBuffer(path), encodingOf(options)),
    readFileBuffer,
    // Decodes each byte as one character. Without this method, just-bash converts them one by one, which is slow.
    readFileBytes: async (path) =>
      // The type of just-bash is a name for such strings. Its own conversion would load it too early.
      toText(await readFileBuffer(path), "latin1") as unknown as ByteString,
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
    // This method is synchronous and cannot wait for another thread. Callers read the folders instead.
    getAllPaths: () => [],
  };
}

function encodingOf(options: Parameters<IFileSystem["readFile"]>[1] | Encoding): string {
  return (typeof options === "string" ? options : options?.encoding) ?? "utf8";
}

function toBytes(content: FileContent, options: Encoding): Uint8Array {
  if (typeof content !== "string") return content.slice();
  const encoding = encodingOf(options);
  // Separate buffers can be transferred to another thread without a copy.
  if (encoding === "utf8" || encoding === "utf-8") return encodeLosslessly(content);
  return Uint8Array.from(Buffer.from(content, encoding as BufferEncoding));
}

function toText(bytes: Uint8Array, encoding: string): string {
  if (encoding === "utf8" || encoding === "utf-8") return decodeLosslessly(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    encoding as BufferEncoding,
  );
}
