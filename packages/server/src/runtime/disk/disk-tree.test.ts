import { posix } from "node:path";
import fc from "fast-check";
import { InMemoryFs } from "just-bash";
import { expect, it } from "vitest";
import { DiskTree } from "./disk-tree.ts";

/** Operations that a disk and just-bash's file system share. */
type FileSystem = Pick<
  InMemoryFs,
  | "readFileBuffer"
  | "writeFile"
  | "appendFile"
  | "exists"
  | "stat"
  | "lstat"
  | "mkdir"
  | "readdir"
  | "rm"
  | "cp"
  | "mv"
  | "chmod"
  | "symlink"
  | "link"
  | "readlink"
  | "realpath"
>;
type Operation = { readonly [M in keyof FileSystem]: readonly [M, ...unknown[]] }[keyof FileSystem];

const reads: ReadonlySet<string> = new Set([
  "readFileBuffer",
  "exists",
  "stat",
  "lstat",
  "readdir",
  "realpath",
]);
const name = fc.constantFrom("a", "b", "c");
const path = fc
  .array(fc.oneof({ weight: 9, arbitrary: name }, fc.constantFrom("..", ".", "")), {
    minLength: 1,
    maxLength: 3,
  })
  .map((names) => `/${names.join("/")}`);
const content = fc.uint8Array({ maxLength: 6 });
const notRoot = path.filter((given) => posix.resolve(given) !== "/");
const target = fc.oneof(
  notRoot,
  name,
  name.map((last) => `../${last}`),
);
const recursive = fc.boolean().map((isRecursive) => ({ recursive: isRecursive }));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.tuple(fc.constantFrom("writeFile", "appendFile"), notRoot, content),
  fc.tuple(fc.constantFrom(...reads), path),
  fc.tuple(fc.constant("readlink"), path),
  fc.tuple(fc.constant("mkdir"), path, recursive),
  fc.tuple(fc.constant("rm"), notRoot, fc.record({ recursive: fc.boolean(), force: fc.boolean() })),
  fc.tuple(fc.constant("cp"), notRoot, notRoot, recursive),
  fc.tuple(fc.constant("mv"), notRoot, notRoot),
  fc.tuple(fc.constant("symlink"), target, notRoot),
) as fc.Arbitrary<Operation>;

/** @returns the result of an operation: its value, or its error code */
async function outcome(disk: FileSystem, [method, ...parameters]: Operation): Promise<unknown> {
  try {
    const run = disk[method].bind(disk) as (...given: unknown[]) => unknown;
    const value = await run(...parameters);
    if (value instanceof Uint8Array) return [...value];
    if (typeof value !== "object" || Array.isArray(value)) return value;
    const { mtime: _, identity: __, size, ...stat } = value as Record<string, unknown>;
    return stat["isFile"] === true ? { ...stat, size } : stat;
  } catch (error) {
    const code = /^E[A-Z]+/.exec((error as Error).message)?.[0];
    // The file system in memory reports ENOENT for a link that points to itself.
    return { code: code === "ELOOP" ? "ENOENT" : code };
  }
}

type Kind = "nothing" | "file" | "folder" | "link";

async function kindAt(disk: FileSystem, at: string): Promise<Kind> {
  try {
    const stat = await disk.lstat(at);
    if (stat.isSymbolicLink) return "link";
    return stat.isFile ? "file" : "folder";
  } catch {
    return "nothing";
  }
}

/**
 * The file system in memory differs from Linux if a file or link blocks a change, or if an entry replaces one
 * of another kind. In these cases, a disk behaves like Linux; see the table.
 *
 * @returns whether both behave like Linux
 */
async function isComparable(
  disk: FileSystem,
  [method, ...parameters]: Operation,
): Promise<boolean> {
  const paths = parameters.filter((given) => typeof given === "string");
  const isRead = reads.has(method);
  for (const given of method === "symlink" ? paths.slice(1) : paths)
    for (let at = posix.dirname(posix.resolve(given)); at !== "/"; at = posix.dirname(at)) {
      const kind = await kindAt(disk, at);
      if (kind === "file" || (kind === "link" && !isRead)) return false;
      if (kind === "link" && !(await disk.readlink(at)).startsWith("/")) return false;
    }
  const from = posix.resolve(paths[0]!);
  const to = posix.resolve(paths.at(-1)!);
  const [kind, place] = [await kindAt(disk, from), await kindAt(disk, to)];
  if (method === "writeFile" || method === "appendFile")
    return kind === "file" || kind === "nothing";
  if (method === "mkdir") return kind !== "link";
  if (method !== "mv" && method !== "cp") return true;
  return (
    !`${to}/`.startsWith(`${from}/`) &&
    (place === "nothing" || (kind === "file" && place === "file"))
  );
}

/** @returns the content of a disk, by path */
async function contents(
  disk: Pick<FileSystem, "readdir" | "lstat" | "readlink" | "readFileBuffer">,
  folder = "",
): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const child of await disk.readdir(folder || "/")) {
    const at = `${folder}/${child}`;
    const stat = await disk.lstat(at);
    if (stat.isDirectory) Object.assign(all, { [at]: stat.mode }, await contents(disk, at));
    else
      all[at] = stat.isSymbolicLink
        ? await disk.readlink(at)
        : [stat.mode, ...(await disk.readFileBuffer(at))];
  }
  return all;
}

function createTree(): FileSystem {
  const load = async (): Promise<never> => await Promise.reject(new Error("All is in memory."));
  return new DiskTree({ maxBytes: 1_000_000, maxEntries: 10_000 }, load) as unknown as FileSystem;
}

it("behaves like just-bash's file system in memory", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
      const tree = createTree();
      const memory: FileSystem = new InMemoryFs();
      for (const given of operations) {
        if (!(await isComparable(tree, given))) continue;
        const [actual, expected] = [await outcome(tree, given), await outcome(memory, given)];
        expect({ given, outcome: actual }).toEqual({ given, outcome: expected });
      }
      expect(await contents(tree)).toEqual(await contents(memory));
    }),
    { numRuns: 500 },
  );
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const [write, append] = [
  ["writeFile", "/f/x", bytes("x")],
  ["appendFile", "/f/x", bytes("y")],
] as const;

// In these cases, the file system in memory differs from Linux.
it.each<[what: string, operations: readonly Operation[], last: unknown]>([
  [
    "writes through a link",
    [write, ["symlink", "f/x", "/l"], ["writeFile", "/l", bytes("z")], ["readFileBuffer", "/f/x"]],
    [122],
  ],
  [
    "creates the target of a link",
    [
      ["symlink", "/n", "/l"],
      ["writeFile", "/l", bytes("z")],
      ["readFileBuffer", "/n"],
    ],
    [122],
  ],
  [
    "writes below a linked folder",
    [write, ["symlink", "f", "/l"], ["writeFile", "/l/y", bytes("z")], ["readdir", "/f"]],
    ["x", "y"],
  ],
  [
    "removes below a linked folder",
    [write, ["symlink", "f", "/l"], ["rm", "/l/x"], ["readdir", "/f"]],
    [],
  ],
  [
    "removes a link, and not its target",
    [write, ["symlink", "f", "/l"], ["rm", "/l", { recursive: true }], ["readdir", "/f"]],
    ["x"],
  ],
  [
    "follows a relative link from where it is",
    [write, ["symlink", "../f", "/g/l"], ["readdir", "/g/l"]],
    ["x"],
  ],
  [
    "shares a file between its names",
    [write, ["link", "/f/x", "/y"], append, ["readFileBuffer", "/y"]],
    [120, 121],
  ],
  [
    "keeps the mode of a moved folder",
    [write, ["chmod", "/f", 0o700], ["mv", "/f", "/g"], ["stat", "/g"]],
    { mode: 0o700 },
  ],
  [
    "keeps the mode of a file that is written",
    [write, ["chmod", "/f/x", 0o600], write, ["stat", "/f/x"]],
    { mode: 0o600 },
  ],
  ["writes no folder", [write, ["writeFile", "/f", bytes("z")]], { code: "EISDIR" }],
  [
    "writes nothing below a file",
    [write, ["writeFile", "/f/x/y", bytes("z")]],
    { code: "ENOTDIR" },
  ],
  ["copies no file over a folder", [write, ["cp", "/f/x", "/f"]], { code: "EISDIR" }],
  [
    "moves no folder over a file",
    [write, ["mkdir", "/g"], ["mv", "/g", "/f/x"]],
    { code: "ENOTDIR" },
  ],
  [
    "moves nothing over a full folder",
    [write, ["mkdir", "/g"], ["mv", "/g", "/f"]],
    { code: "ENOTEMPTY" },
  ],
  ["moves no folder into itself", [write, ["mv", "/f", "/f/g"]], { code: "EINVAL" }],
  [
    "copies no folder into itself",
    [write, ["cp", "/f", "/f/g", { recursive: true }]],
    { code: "EINVAL" },
  ],
  [
    "follows no link that leads to itself",
    [
      ["symlink", "/l", "/l"],
      ["readFileBuffer", "/l"],
    ],
    { code: "ENOENT" },
  ],
])("%s, as on Linux", async (_, operations, last) => {
  const tree = createTree();
  let result: unknown;
  for (const given of operations) result = await outcome(tree, given);
  expect({ result }).toMatchObject({ result: last });
});
