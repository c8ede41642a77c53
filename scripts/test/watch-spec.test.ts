import { expect, test } from "vitest";
import { watchSpec } from "../src/spec-change/watch-spec.ts";
import { scratchRepository } from "./scratch-repository.ts";

test("runs at the start and after each edit of the spec, and never twice at once", async () => {
  await using repository = await scratchRepository();
  const end = new AbortController();
  let running = 0;
  let runs = 0;
  let onRun = (): void => {};
  const nextRun = (): Promise<void> => new Promise((resolve) => (onRun = resolve));

  const first = nextRun();
  const watching = watchSpec(
    repository.folder,
    async () => {
      running += 1;
      runs += 1;
      expect(running).toBe(1);
      onRun();
      // An edit during a run, and a file that is not the spec.
      if (runs === 1) await repository.edit("spec/openapi.yaml", "Pets", "Animals");
      await repository.write("spec/notes.md", "Nothing to do with it.");
      running -= 1;
    },
    end.signal,
  );
  await first;
  await nextRun();
  const third = nextRun();
  await repository.edit("spec/openapi.yaml", "Animals", "Pets");
  await third;
  // Wait long enough for an unwanted run to start.
  await new Promise((resolve) => setTimeout(resolve, 400));
  end.abort();
  await watching;

  expect(runs).toBe(3);
});
