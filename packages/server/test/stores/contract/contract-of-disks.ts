import { expect } from "vitest";
import type { Contract } from "./contract.ts";
import { idOf, recordOf } from "../records.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array | undefined): string | undefined =>
  content && new TextDecoder().decode(content);

/** The guarantees of every store for disks. */
export const contractOfDisks: Contract = {
  "gives the lease of a disk to one holder at a time": async ({ store, other }) => {
    await store.addSandbox(recordOf("a", 1));
    const id = idOf(1);
    const [first, second] = [store.disks, other.disks];
    const holders = ["x", "y", "z"];
    const states = await Promise.all(
      holders.map(async (holder) => await first.lease("a", id, holder, 60_000)),
    );
    expect(states.toSorted()).toEqual(["mine", "taken", "taken"]);
    const holder = holders[states.indexOf("mine")]!;
    // The holder learns that others wait.
    expect(await second.lease("a", id, "late", 60_000)).toBe("taken");
    expect(await first.lease("a", id, holder, 60_000)).toBe("wanted");
    await second.release("a", id, "late");
    expect(await second.lease("a", id, "late", 60_000)).toBe("taken");
    await first.release("a", id, holder);
    expect(await second.lease("a", id, "late", 60_000)).toBe("mine");
    expect(await first.lease("b", id, "late", 60_000)).toBe("taken");
    expect(await first.lease("a", idOf(2), "late", 60_000)).toBe("taken");
  },

  "ends a lease that is not renewed": async ({ store, other }) => {
    await store.addSandbox(recordOf("a", 1));
    expect(await store.disks.lease("a", idOf(1), "dead", 50)).toBe("mine");
    await expect
      .poll(async () => await other.disks.lease("a", idOf(1), "next", 60_000))
      .toBe("mine");
    expect(await store.disks.lease("a", idOf(1), "dead", 50)).toBe("taken");
  },

  "changes a disk only for the holder of its lease": async ({ store, other }) => {
    await store.addSandbox(recordOf("a", 1));
    const id = idOf(1);
    const { disks } = store;
    const pieces = new Map([
      [0, bytes("zero")],
      [1, bytes("one \0")],
      [7, new Uint8Array(300_000).fill(7)],
    ]);
    expect(await disks.writePieces("a", id, "x", pieces)).toBe(false);
    expect(await disks.save("a", id, bytes("disk"), { holder: "x" })).toBe(false);
    await disks.lease("a", id, "x", 60_000);
    expect(await disks.writePieces("a", id, "x", pieces)).toBe(true);
    expect(await other.disks.writePieces("a", id, "y", pieces)).toBe(false);
    expect(await other.disks.save("a", id, bytes("other"), { holder: "y" })).toBe(false);
    expect(await disks.save("a", id, bytes("disk"), { holder: "x" })).toBe(true);
    expect(text(await other.disks.load("a", id))).toBe("disk");
    expect(text(await other.disks.readPiece("a", id, 1))).toBe("one \0");
    expect(await other.disks.readPiece("a", id, 7)).toEqual(new Uint8Array(300_000).fill(7));
    expect(await other.disks.readPiece("a", id, 2)).toBeUndefined();
    expect(await other.disks.readPiece("b", id, 1)).toBeUndefined();
  },

  "replaces and removes the pieces of a disk, and removes all of them with its sandbox": async ({
    store,
    other,
  }) => {
    await store.addSandbox(recordOf("a", 1));
    const id = idOf(1);
    const { disks } = store;
    await disks.lease("a", id, "x", 60_000);
    await disks.writePieces(
      "a",
      id,
      "x",
      new Map([...Array(600).keys()].map((n) => [n, bytes(`${n}`)])),
    );
    await disks.writePieces("a", id, "x", new Map([[1, bytes("new")]]));
    const dropped = [...Array(599).keys()].filter((piece) => piece !== 1);
    await disks.save("a", id, bytes("disk"), { holder: "x", dropped });
    const left = [0, 1, 2, 550, 598, 599].map(async (piece) =>
      text(await other.disks.readPiece("a", id, piece)),
    );
    expect(await Promise.all(left)).toEqual([
      undefined,
      "new",
      undefined,
      undefined,
      undefined,
      "599",
    ]);
    await store.removeSandbox("a", id);
    await store.addSandbox(recordOf("a", 1));
    expect(await other.disks.readPiece("a", id, 1)).toBeUndefined();
    expect(await other.disks.lease("a", id, "y", 60_000)).toBe("mine");
  },
};
