import { describe, expect, it } from "vitest";
import { createBuilder } from "../build/create-builder.ts";
import { type SandboxSeed, type Seeder, createSeeder } from "./create-seeder.ts";
import { SeedError } from "./seed-error.ts";

const now = Date.parse("2026-06-01T00:00:00Z");
const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

function seeder(seed = 1, maxSandboxes = 100): Seeder {
  return createSeeder({ seed, clock: () => now, maxSandboxes });
}

describe("a completed sandbox", () => {
  it("is created in list order, just before now, unless it has a `created_at`", () => {
    const created_at = "2026-01-01T00:00:00Z";
    const sandboxes = seeder()([{}, { created_at }, {}], "sandboxes");
    expect(sandboxes.map((sandbox) => sandbox.created_at)).toEqual([
      "2026-05-31T23:59:59.997Z",
      created_at,
      "2026-05-31T23:59:59.999Z",
    ]);
  });

  it("has not ended, however short its timeout is", () => {
    const seeds = Array.from({ length: 100 }, () => ({ timeout_seconds: 1 }));
    expect(seeder()(seeds, "sandboxes")).toHaveLength(100);
  });

  it("is the same for the same seed and clock, and differs for another seed", () => {
    expect(seeder(1)([{}, {}], "s")).toEqual(seeder(1)([{}, {}], "s"));
    expect(seeder(1)([{}, {}], "s")).not.toEqual(seeder(2)([{}, {}], "s"));
  });

  it.each([1, 5, -1, 0x6d_2b_79_f5])("has no id of a builder with the same seed %d", (seed) => {
    const build = createBuilder({ seed });
    const seeds = Array.from({ length: 100 }, (_, index) => (index % 2 ? {} : build("Sandbox")));
    const sandboxes = seeder(seed)(seeds, "sandboxes");
    expect(new Set(sandboxes.map((sandbox) => sandbox.id)).size).toBe(100);
  });

  it.each([
    ["active", false],
    ["paused", true],
    ["resuming", true],
    ["starting", false],
  ])("with status %s has a snapshot: %s", (status, has) => {
    const [built, given] = seeder()([{ status }, { status, snapshot_id: id }], "sandboxes");
    expect([Boolean(built?.snapshot_id), given?.snapshot_id]).toEqual([has, id]);
  });

  it("has a countdown if it is paused, with the time that the API shows", () => {
    const auto_delete_seconds = 60;
    const auto_delete_at = "2026-06-01T00:00:30Z";
    const seeds = ["paused", "active"].map((status) => ({ status, auto_delete_seconds }));
    const given = { status: "paused", auto_delete_seconds, auto_delete_at };
    const built = seeder()([...seeds, given], "sandboxes");
    expect(built.map((sandbox) => sandbox.auto_delete_at)).toEqual([
      "2026-06-01T00:01:00.000Z",
      undefined,
      auto_delete_at,
    ]);
  });

  it("keeps the given fields", () => {
    const given = {
      id,
      name: "demo",
      status: "starting",
      auto_delete_seconds: 0,
      vcpu_count: 2,
      memory_mib: 512,
      snapshot_id: id,
      created_at: "2026-05-31T23:59:59+00:00",
      timeout_seconds: 2,
      network: { allow_out: ["*.github.com"], deny_out: ["0.0.0.0/0"] },
      metadata: { env: "prod" },
    };
    expect(seeder()([given], "sandboxes")).toEqual([given]);
  });
});

describe("a seed that the API could not have", () => {
  it.each<[seeds: object[], message: string]>([
    [[{}, { id: "7" }], "sandboxes[1].id must be a UUID."],
    [
      [{ id }, { id }],
      `sandboxes[1].id is the id of sandboxes[0] too: ${id}. Give one of them another id; two builders of one seed build the same ids.`,
    ],
    [[{ snapshot_id: "" }], "sandboxes[0].snapshot_id must be a UUID."],
    [[{ name: "" }], "sandboxes[0].name must have at least 1 character."],
    [
      [{ name: "x".repeat(65) }],
      "sandboxes[0].name: the name has 65 bytes; at most 64 are allowed.",
    ],
    [[{ timeout_seconds: 0 }], "sandboxes[0].timeout_seconds must be at least 1."],
    [[{ timeout_seconds: 604_801 }], "sandboxes[0].timeout_seconds must be at most 604800."],
    [
      [{ auto_delete_seconds: 2_592_001, status: "paused" }],
      "sandboxes[0].auto_delete_seconds must be at most 2592000.",
    ],
    [
      [{ auto_delete_seconds: 0, status: "paused" }],
      "sandboxes[0] was deleted at 2026-06-01T00:00:00.000Z, its auto_delete_at. Give a later one, or more auto_delete_seconds.",
    ],
    [
      [{ auto_delete_seconds: 1, auto_delete_at: "2026-06-01T00:00:01Z" }],
      "sandboxes[0].auto_delete_at is only there while a sandbox is paused and has auto_delete_seconds. Give both, or no auto_delete_at.",
    ],
    [
      [{ network: { allow_out: [], deny_out: ["example.com"] } }],
      'sandboxes[0].network: deny_out[0] "example.com" is a domain name; only IPv4 addresses and CIDR blocks can be denied.',
    ],
    [
      [{ network: { allow_out: ["10.0.0.1", 7], deny_out: [] } }],
      "sandboxes[0].network.allow_out[1] must be a string.",
    ],
    [
      [{ network: { allow_out: [], deny_out: [] } }],
      "sandboxes[0].network has no rule, and the API shows it only where there are some. Give a rule, or no network.",
    ],
    [
      [{ created_at: "2026-06-01T00:00:00.001Z" }],
      "sandboxes[0].created_at is later than the clock of the API, which says 2026-06-01T00:00:00.000Z. Give an earlier created_at, or a clock that has reached it.",
    ],
    [
      Array.from({ length: 101 }, () => ({})),
      "sandboxes has 101 sandboxes, and a team may have 100. Give fewer, or a higher maxSandboxes.",
    ],
    [
      [{ created_at: "yesterday" }],
      "sandboxes[0].created_at must be a date and time such as 2023-11-07T05:31:56Z.",
    ],
    [[{ name: 7 }], "sandboxes[0].name must be a string."],
    [[{ metadata: { count: 42 } }], "sandboxes[0].metadata.count must be a string."],
    [[{ metadata: { "": "x" } }], "sandboxes[0].metadata: the key is empty."],
    [
      [{ metadata: { a: "x".repeat(2049) } }],
      'sandboxes[0].metadata: the value of "a" has 2049 bytes; at most 2048 are allowed.',
    ],
    [
      [{}, {}, { nam: "x" }],
      'sandboxes[2]: Sandbox has no property "nam". Known: id, name, status, vcpu_count, memory_mib, snapshot_id, created_at, timeout_seconds, auto_delete_seconds, auto_delete_at, network, metadata.',
    ],
    [
      [{ created_at: "2023-11-07T05:31:56Z", timeout_seconds: 123 }],
      "sandboxes[0].timeout_seconds has passed: the sandbox was paused at 2023-11-07T05:33:59.000Z, 123 seconds after its created_at, so the API would not return it as active. Give the status paused, a later created_at, or an earlier clock.",
    ],
  ])("is rejected by name: $1", (seeds, message) => {
    expect(faultOf(seeder(), seeds)).toBe(message);
  });

  it.each<[what: string, seeds: unknown, message: string]>([
    ["null", [null], "sandboxes[0] must be an object, such as"],
    ["a list", [{}, []], "sandboxes[1] must be an object, such as"],
    ["a hole", Array.from({ length: 2 }), "sandboxes[0] must be an object, such as"],
    ["a text", ["demo"], "sandboxes[0] must be an object, such as"],
    ["no list", { name: "demo" }, "sandboxes must be a list of sandboxes, such as"],
    ["null for the list", null, "sandboxes must be a list of sandboxes, such as"],
  ])("is rejected by position: %s", (_, seeds, message) => {
    expect(faultOf(seeder(), seeds as SandboxSeed[])).toContain(message);
  });

  it("is rejected across teams, and a rejected team adds no sandboxes", () => {
    const complete = seeder();
    expect(faultOf(complete, [{ id }, { metadata: { "": "" } }])).toContain("the key is empty");
    complete([{ id }], "sandboxes");
    expect(faultOf(complete, [{ id }])).toContain(
      `sandboxes[0].id is the id of a sandbox of another team too: ${id}.`,
    );
  });

  it("is rejected when a team has too many sandboxes", () => {
    const seeds = [{}, {}, {}];
    expect(seeder(1, 3)(seeds, "sandboxes")).toHaveLength(3);
    expect(faultOf(seeder(1, 2), seeds)).toContain("has 3 sandboxes, and a team may have 2.");
  });
});

function faultOf(complete: Seeder, seeds: readonly SandboxSeed[]): string {
  try {
    return `nothing: ${JSON.stringify(complete(seeds, "sandboxes"))}`;
  } catch (thrown) {
    if (!SeedError.isInstance(thrown)) throw thrown;
    return thrown.message;
  }
}
