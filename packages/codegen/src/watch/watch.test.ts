import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { folder, openapi } from "../../test/project/folder.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/config.ts";
import { DocumentError } from "../document/problems/problem.ts";
import { type TimedGeneration, watch } from "./watch.ts";

const sound = (summary: string): string =>
  openapi(
    `  /a:\n    get: { operationId: getA, summary: ${summary}, responses: { "200": { description: x } } }`,
  );
const config: Config = {
  specs: [{ spec: "openapi.yaml", out: "out", artifacts: ["types", "operations"] }],
};

type Event = TimedGeneration | Error;

/** A watch under way, and what it has told so far. */
class Watched {
  readonly base: string;
  readonly ended: Promise<void>;
  readonly #controller = new AbortController();
  readonly #events: Event[] = [];
  #seen = 0;
  #wake = (): void => {};

  constructor(base: string, what: Config | string = config) {
    this.base = base;
    const tell = (event: Event): void => {
      this.#events.push(event);
      this.#wake();
    };
    const { signal } = this.#controller;
    this.ended = watch(what, {
      ...(typeof what === "string" ? {} : { base }),
      signal,
      onGenerate: tell,
      onProblems: tell,
    });
    onTestFinished(() => this.stop());
  }

  /** @returns what is told next */
  async next(): Promise<Event> {
    while (this.#events.length === this.#seen)
      await new Promise<void>((wake) => (this.#wake = wake));
    return this.#events[this.#seen++] as Event;
  }

  /** Waits until nothing more is told. @returns what was */
  async settle(): Promise<readonly Event[]> {
    let before = -1;
    while (before !== this.#events.length) {
      before = this.#events.length;
      await new Promise((done) => setTimeout(done, 250));
    }
    const events = this.#events.slice(this.#seen);
    this.#seen = this.#events.length;
    return events;
  }

  /** @returns the names of the files that were written */
  async written(): Promise<readonly string[]> {
    const event = await this.next();
    if (event instanceof Error) throw event;
    return event.written.map((path) => path.slice(this.base.length + 1));
  }

  async problem(): Promise<string> {
    const event = await this.next();
    if (!(event instanceof Error)) throw new Error(`Wanted problems, got ${JSON.stringify(event)}`);
    return event.message;
  }

  save(name: string, text: string): void {
    writeFileSync(join(this.base, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.base, name), "utf8");
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    await this.ended;
  }
}

const both = ["out/types.gen.ts", "out/operations.gen.ts"];

describe("watch", () => {
  it("generates at once, and again after each save", async () => {
    const watched = new Watched(folder({ "openapi.yaml": sound("one") }));
    expect(await watched.written()).toEqual(both);
    for (const summary of ["two", "three"]) {
      watched.save("openapi.yaml", sound(summary));
      expect(await watched.written()).toEqual(both);
      expect(watched.read("out/operations.gen.ts")).toContain(summary);
    }
  });

  it("keeps going after a bad save, says what is wrong, and recovers with the next good one", async () => {
    const watched = new Watched(folder({ "openapi.yaml": sound("one") }));
    await watched.next();
    const before = watched.read("out/types.gen.ts");
    watched.save("openapi.yaml", "openapi: [");
    expect(await watched.problem()).toMatch(/openapi\.yaml:\d+:\d+ - .*\[syntax\]/);
    watched.save("openapi.yaml", sound("one").replace("/a:", "/{a}:"));
    expect(await watched.problem()).toMatch(/declares no path parameter/);
    expect(watched.read("out/types.gen.ts")).toBe(before);
    watched.save("openapi.yaml", sound("two"));
    expect(await watched.written()).toEqual(both);
  });

  it("begins with a bad spec, and with none", async () => {
    const watched = new Watched(folder({ "openapi.yaml": "openapi: [" }));
    expect(await watched.problem()).toMatch(/\[syntax\]/);
    rmSync(join(watched.base, "openapi.yaml"));
    expect(await watched.problem()).toMatch(/there is no such file/);
    watched.save("openapi.yaml", sound("one"));
    expect(await watched.written()).toEqual(both);
  });

  it("follows files that are referred to, new and missing ones too", async () => {
    const item = (id: string): string =>
      `get: { operationId: ${id}, responses: { "200": { description: x } } }`;
    const watched = new Watched(
      folder({
        "openapi.yaml": openapi("  /a: { $ref: paths/a.yaml }"),
        "paths/a.yaml": item("getA"),
      }),
    );
    await watched.next();
    watched.save("paths/a.yaml", item("readA"));
    expect(await watched.written()).toEqual(both);
    watched.save(
      "openapi.yaml",
      openapi("  /a: { $ref: paths/a.yaml }\n  /b: { $ref: more/b.yaml }"),
    );
    expect(await watched.problem()).toMatch(/more\/b\.yaml` refers to a file that does not exist/);
    mkdirSync(join(watched.base, "more"));
    watched.save("more/b.yaml", item("getB"));
    while (!watched.read("out/operations.gen.ts").includes("getB")) await watched.next();
    await watched.settle();
    watched.save("more/b.yaml", item("readB"));
    expect(await watched.written()).toEqual(both);
    expect(watched.read("out/operations.gen.ts")).toContain("readB");
  });

  it.each<[name: string, save: (path: string, text: string) => void]>([
    [
      "renames a new file over the old one",
      (path, text) => {
        writeFileSync(`${path}~`, text);
        renameSync(`${path}~`, path);
      },
    ],
    [
      "keeps the old file as a backup",
      (path, text) => {
        renameSync(path, `${path}.bak`);
        writeFileSync(path, text);
        rmSync(`${path}.bak`);
      },
    ],
    [
      "deletes the file first",
      (path, text) => {
        rmSync(path);
        writeFileSync(path, text);
      },
    ],
    [
      "replaces the whole folder",
      (path, text) => {
        rmSync(join(path, ".."), { recursive: true });
        mkdirSync(join(path, ".."));
        writeFileSync(path, text);
      },
    ],
  ])("handles an editor that %s, again and again", async (_, save) => {
    const base = folder({ "spec/openapi.yaml": sound("none") });
    const watched = new Watched(base, {
      specs: [{ ...config.specs[0]!, spec: "spec/openapi.yaml" }],
    });
    await watched.next();
    for (const summary of ["one", "two", "three"]) {
      save(join(base, "spec/openapi.yaml"), sound(summary));
      while (!watched.read("out/operations.gen.ts").includes(summary)) await watched.next();
    }
    await watched.settle();
    expect(watched.read("out/operations.gen.ts")).toContain("three");
  });

  it("takes a burst of saves as one", async () => {
    const watched = new Watched(folder({ "openapi.yaml": sound("none") }));
    await watched.next();
    for (let n = 0; n < 30; n++)
      watched.save("openapi.yaml", n % 2 === 0 ? "openapi: [" : sound(`save ${n}`));
    const events = await watched.settle();
    expect(events).toHaveLength(1);
    expect(watched.read("out/operations.gen.ts")).toContain("save 29");
  });

  it("misses none of many saves, however they fall", async () => {
    const watched = new Watched(folder({ "openapi.yaml": sound("none") }));
    await watched.next();
    for (let n = 0; n < 40; n++) {
      watched.save("openapi.yaml", sound(`save ${String(n).padStart(2, "0")}`));
      await new Promise((done) => setTimeout(done, n % 20));
    }
    await watched.settle();
    expect(watched.read("out/operations.gen.ts")).toContain("save 39");
  });

  it("says nothing when nothing was saved, or something else", async () => {
    const watched = new Watched(folder({ "openapi.yaml": sound("one"), "other.yaml": "a" }));
    await watched.next();
    watched.save("other.yaml", "b");
    expect(await watched.settle()).toEqual([]);
    utimesSync(join(watched.base, "openapi.yaml"), 1, 1);
    expect(await watched.settle()).toMatchObject([{ written: [] }]);
  });

  it("follows a link to the file that it leads to", async () => {
    const base = folder({ "real/openapi.yaml": sound("one") });
    symlinkSync(join(base, "real/openapi.yaml"), join(base, "openapi.yaml"));
    const watched = new Watched(base);
    await watched.next();
    const start = performance.now();
    for (const summary of ["two", "three", "four", "five", "six"]) {
      await new Promise((done) => setTimeout(done, 50));
      watched.save("real/openapi.yaml", sound(summary));
      expect(await watched.written()).toEqual(both);
    }
    // To find each of them by the look of every second would take five.
    expect(performance.now() - start).toBeLessThan(4000);
  });

  it("emits only the spec that was saved", async () => {
    const specs = ["a", "b"].map((name) => ({
      spec: `${name}.yaml`,
      out: name,
      artifacts: ["operations", "types"] as const,
    }));
    const watched = new Watched(folder({ "a.yaml": sound("one"), "b.yaml": sound("one") }), {
      specs,
    });
    await watched.next();
    watched.save("b.yaml", sound("two"));
    expect(await watched.written()).toEqual(["b/operations.gen.ts", "b/types.gen.ts"]);
    watched.save("a.yaml", "openapi: [");
    await watched.problem();
    watched.save("b.yaml", sound("three"));
    expect(await watched.problem()).toMatch(/a\.yaml/);
    watched.save("a.yaml", sound("one"));
    expect(await watched.written()).toEqual(["b/operations.gen.ts", "b/types.gen.ts"]);
  });

  it("refuses to begin without a configuration file", async () => {
    await expect(watch("nowhere.config.ts")).rejects.toThrow(ConfigError);
  });

  it("passes on what is wrong as it is", async () => {
    const watched = new Watched(folder({ "openapi.yaml": "openapi: [" }));
    const error = await watched.next();
    expect(DocumentError.isInstance(error) && error.problems.map(({ code }) => code)).toEqual([
      "syntax",
    ]);
  });

  it("ends when it is told to, and generates nothing once it was", async () => {
    const watched = new Watched(folder({ "openapi.yaml": sound("one") }));
    await watched.next();
    await watched.stop();
    watched.save("openapi.yaml", sound("two"));
    expect(await watched.settle()).toEqual([]);
    await watch(config, { base: watched.base, signal: AbortSignal.abort() });
    expect(watched.read("out/operations.gen.ts")).not.toContain("two");
  });
});
