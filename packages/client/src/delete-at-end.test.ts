import { expect, test, vi } from "vitest";
import { deleteAtEnd } from "./delete-at-end.ts";

async function scope(
  remove: (id: string) => Promise<unknown>,
  work = (): void => {},
): Promise<void> {
  await using created = deleteAtEnd({ id: "a" }, remove);
  expect(created).toEqual({ id: "a" });
  expect(JSON.stringify(created)).toBe('{"id":"a"}');
  work();
}

test("deletes at the end of the scope, once", async () => {
  const remove = vi.fn<(id: string) => Promise<void>>(async () => {});
  const work = (): void => expect(remove).not.toHaveBeenCalled();
  await scope(remove, work);
  expect(remove.mock.calls).toEqual([["a"]]);
});

test("deletes when the scope throws, whose exception surfaces", async () => {
  const remove = vi.fn<(id: string) => Promise<void>>(async () => {});
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
