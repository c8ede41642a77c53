import { expect, it } from "vitest";
import { type DiskEntry, decodeDisk, encodeDisk } from "./disk-image.ts";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const entries: DiskEntry[] = [
  { path: "/a", type: "directory", mode: 0o700, mtime: 0 },
  { path: "/a/b", type: "file", mode: 0o755, mtime: 1_700_000_000_123, content: bytes(0, 255, 10) },
  { path: "/a/c", type: "symlink", mode: 0o777, target: "../é\n" },
  { path: "/a/empty", type: "file", mode: 0o644, mtime: 1, content: bytes() },
  { path: "/a/gone", type: "removed" },
  { path: "/a/\uD800", type: "file", mode: 0o644, mtime: 1, content: bytes(1) },
];

it("gives back what was encoded, in one order", () => {
  const image = encodeDisk(entries, 1000);
  expect(decodeDisk(image, 1000)).toEqual(entries);
  expect(encodeDisk(entries.toReversed(), 1000)).toEqual(image);
  // As part of something larger, too.
  const buffer = new Uint8Array([9, ...image, 9]);
  expect(decodeDisk(buffer.subarray(1, -1), 1000)).toEqual(entries);
  expect(decodeDisk(encodeDisk([], 0), 0)).toEqual([]);
});

const image = encodeDisk(entries, 1000);
it.each([
  ["nothing", bytes()],
  ["something else", new TextEncoder().encode('{"files":[{"path":"/home/user/a"}]}')],
  ["one byte too many", new Uint8Array([...image, 0])],
])("refuses %s", (_, broken) => {
  expect(() => decodeDisk(broken, 1000)).toThrow(/^The disk cannot be read: it is not what save/);
});

it("refuses each part of one", () => {
  for (let length = 0; length < image.length; length += 1) {
    expect(() => decodeDisk(image.subarray(0, length), 1000)).toThrow("The disk cannot be read");
  }
});

it("has a bound for what the files hold", () => {
  expect(() => decodeDisk(image, 3)).toThrow(
    "The disk holds 4 bytes, and at most 3 are allowed here.",
  );
  expect(encodeDisk(entries, 4)).toEqual(image);
  expect(() => encodeDisk(entries, 3)).toThrow(
    "The disk cannot be saved: its 5 files and folders hold 4 bytes, and at most 3 are kept. Remove some.",
  );
  expect(() => encodeDisk(entries, 3)).toThrow(expect.objectContaining({ name: "DiskFull" }));
});

it("has a bound for how many there are", () => {
  const many = Array.from({ length: 200_000 }, (_, n): DiskEntry => {
    return { path: `/home/user/${n}`, type: "file", mode: 0o644, mtime: 1e12, content: bytes() };
  });
  expect(() => encodeDisk(many, 1000)).toThrow("The disk cannot be saved: its 200000 files");
  expect(decodeDisk(encodeDisk(many.slice(1e5), 1000), 1000)).toHaveLength(1e5);
});

it("reads what was written when nothing that was removed was remembered", () => {
  const old =
    "sandbox-disk/1\n\0\0\0\u00C6" +
    '[{"path":"/d","type":"directory","mode":448,"mtime":7},{"path":"/d/f","type":"file","mode":420,"mtime":8,"size":2},{"path":"/d/l","type":"symlink","mode":511,"target":"f"}]'.padEnd(
      0xc6,
    ) +
    "ab";
  expect(decodeDisk(Uint8Array.from(Buffer.from(old, "latin1")), 2)).toEqual([
    { path: "/d", type: "directory", mode: 0o700, mtime: 7 },
    { path: "/d/f", type: "file", mode: 0o644, mtime: 8, content: bytes(97, 98) },
    { path: "/d/l", type: "symlink", mode: 0o777, target: "f" },
  ]);
});
