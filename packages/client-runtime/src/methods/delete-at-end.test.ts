import { expect, test, vi } from "vitest";
import { deletedBy } from "./delete-at-end.ts";

type Remove = (id: string, path: object) => Promise<unknown>;

const finish = deletedBy("deleteThing", { thing_id: ["id"] });

function disposable<Created extends object>(
  created: Created,
  remove: Remove,
): Created & AsyncDisposable {
  finish(created, {}, remove);
  return created as Created & AsyncDisposable;
}

async function scope(remove: Remove, work = (): void => {}): Promise<void> {
  await using created = disposable({ id: "a" }, remove);
  expect(created).toEqual({ id: "a" });
  expect(JSON.stringify(created)).toBe('{"id":"a"}');
  work();
}

test("deletes at the end of the scope, once", async () => {
  const remove = vi.fn<Remove>(async () => {});
  const work = (): void => expect(remove).not.toHaveBeenCalled();
  await scope(remove, work);
  expect(remove.mock.calls).toEqual([["deleteThing", { thing_id: "a" }]]);
});

test("deletes when the scope throws, whose exception surfaces", async () => {
  const remove = vi.fn<Remove>(async () => {});
  const failure = new Error("expected");
  const work = (): void => {
    throw failure;
  };
  await expect(scope(remove, work)).rejects.toBe(failure);
  expect(remove).toHaveBeenCalledOnce();
});

test.each([
  ["that it is gone already is no failure", { status: 404 }, "resolves"],
  ["any other failure surfaces", { status: 500 }, "rejects"],
] as const)("%s", async (_, error, wanted) => {
  const outcome = scope(() => Promise.reject(error)).then(
    () => "resolves",
    () => "rejects",
  );
  expect(await outcome).toBe(wanted);
});

test("leaves what has no id as it is", () => {
  for (const created of [undefined, null, "text", {}, []])
    expect(() => finish(created, {}, () => Promise.resolve())).not.toThrow();
});
