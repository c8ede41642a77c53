/** The errors of a disk, with the messages that programs look for (errno(3)). */
const words = {
  EEXIST: "file already exists",
  EINVAL: "invalid argument",
  EISDIR: "illegal operation on a directory",
  ELOOP: "too many levels of symbolic links",
  ENAMETOOLONG: "file name too long",
  ENOENT: "no such file or directory",
  ENOSPC: "no space left on device",
  ENOTDIR: "not a directory",
  ENOTEMPTY: "directory not empty",
  EPERM: "operation not permitted",
} as const;

/** @returns an error such as `ENOENT: no such file or directory, open '/a'` */
export function diskFault(code: keyof typeof words, operation?: string, path?: string): Error {
  const place = operation === undefined ? "" : `, ${operation} '${path ?? ""}'`;
  return new Error(`${code}: ${words[code]}${place}`);
}
