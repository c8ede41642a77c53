import { describe, expect, test } from "vitest";
import { acceptBreaks } from "../src/spec-change/accept-breaks.ts";
import { AcceptedBreaksError } from "../src/spec-change/accepted-breaks.ts";
import { explainPlan } from "../src/spec-change/explain-plan.ts";
import { findGateProblems } from "../src/spec-change/find-gate-problems.ts";
import { BaseError } from "../src/spec-change/git-base.ts";
import { applyPlan } from "../src/spec-change/own-changesets.ts";
import { planChange } from "../src/spec-change/plan-change.ts";
import {
  type ScratchRepository,
  packagesAt,
  scratchRepository,
  smallSpec,
} from "./scratch-repository.ts";

const spec = "spec/openapi.yaml";

/** Runs the steps of `pnpm spec:change` that follow code generation. */
async function specChange({ folder }: ScratchRepository, version: string): Promise<string> {
  const plan = await planChange(folder, packagesAt(version));
  applyPlan(folder, plan);
  return explainPlan(plan);
}

/** Runs the steps of `pnpm spec:check`. */
async function specCheck({ folder }: ScratchRepository, version: string): Promise<string[]> {
  return await findGateProblems(folder, await planChange(folder, packagesAt(version)));
}

/** Returns the bump of each package in a changeset, by folder name. */
function bumpsIn(text: string): Record<string, string> {
  const head = text.split("---\n")[1] ?? "";
  return Object.fromEntries(
    [...head.matchAll(/^"@sandboxes\/(.+)": (\w+)$/gm)].map(([, name, bump]) => [name, bump]),
  );
}

const removedOperation = [
  smallSpec.slice(smallSpec.indexOf("    post:"), smallSpec.indexOf("components:")),
  "",
] as const;
const optionalField = [
  "name: { type: string }\n    NewPet",
  "name: { type: string }\n        age: { type: integer }\n    NewPet",
] as const;
const requiredField = [
  "NewPet:\n      type: object\n      required: [name]\n      properties:\n",
  "NewPet:\n      type: object\n      required: [name, age]\n      properties:\n        age: { type: integer }\n",
] as const;

describe.concurrent("an edit of the spec becomes a changeset", () => {
  test.each<
    [string, readonly [string, string], string, Record<string, string> | undefined, string]
  >([
    [
      "an added optional field of a response",
      optionalField,
      "1.0.0",
      {
        spec: "minor",
        schema: "minor",
        client: "minor",
        server: "minor",
        "test-utils": "minor",
        cli: "minor",
      },
      "New or relaxed. What worked before keeps working:",
    ],
    [
      "an added optional field of a response, before 1.0",
      optionalField,
      "0.3.0",
      {
        spec: "patch",
        schema: "patch",
        client: "patch",
        server: "patch",
        "test-utils": "patch",
        cli: "patch",
      },
      "New or relaxed. What worked before keeps working:",
    ],
    [
      "a removed operation",
      removedOperation,
      "1.0.0",
      {
        spec: "major",
        schema: "major",
        client: "major",
        server: "major",
        "test-utils": "major",
        cli: "major",
      },
      "Breaking:",
    ],
    [
      "a new required field of a request, before 1.0",
      requiredField,
      "0.3.0",
      {
        spec: "minor",
        schema: "minor",
        client: "minor",
        server: "minor",
        "test-utils": "patch",
        cli: "minor",
      },
      "Breaking:",
    ],
    [
      "a renamed operationId: the server accepts what it accepted before",
      ["operationId: listPets", "operationId: allPets"],
      "1.0.0",
      {
        spec: "major",
        schema: "major",
        client: "major",
        server: "patch",
        "test-utils": "major",
        cli: "patch",
      },
      "Breaking for code only.",
    ],
    [
      "documentation",
      ["Lists pets.", "Lists all pets."],
      "1.0.0",
      { spec: "patch", schema: "patch", client: "patch", server: "patch", cli: "patch" },
      "Documentation. Read what it says of the parts that you use:",
    ],
    [
      "a reordered list and another quote",
      ["openapi: 3.1.0\ninfo: { title: Pets, ", "info: { title: 'Pets', "],
      "1.0.0",
      undefined,
      "",
    ],
    ["any edit before the first version", removedOperation, "0.0.0", undefined, ""],
  ])("%s", async (title, [from, to], version, bumps, heading) => {
    await using repository = await scratchRepository();
    await repository.edit(spec, from, to);
    if (title.startsWith("a reordered"))
      await repository.edit(spec, "paths:", "openapi: 3.1.0\npaths:");

    await specChange(repository, version);

    const changesets = Object.values(await repository.changesets());
    expect(changesets.map(bumpsIn)).toEqual(bumps === undefined ? [] : [bumps]);
    expect(changesets.join("")).toContain(heading);
  });
});

describe.concurrent("the changeset of a branch", () => {
  test("is the same after a second run", async () => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...optionalField);
    await specChange(repository, "1.0.0");
    const first = await repository.changesets();

    await specChange(repository, "1.0.0");

    expect(await repository.changesets()).toEqual(first);
    expect(Object.keys(first)).toEqual([expect.stringMatching(/^spec-[0-9a-f]{12}\.md$/)]);
  });

  test("replaces the changeset of an earlier edit, even a committed one", async () => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...optionalField);
    await specChange(repository, "1.0.0");
    const [first] = Object.keys(await repository.changesets());
    await repository.commit();
    await repository.edit(spec, ...requiredField);

    await specChange(repository, "1.0.0");

    const changesets = await repository.changesets();
    expect(Object.keys(changesets)).toHaveLength(1);
    expect(Object.keys(changesets)).not.toContain(first);
    // It describes both edits.
    expect(Object.values(changesets)[0]).toMatch(/Breaking:[^]*New or relaxed\./);
  });

  test("names the methods of the client, and shows what a field says now", async () => {
    const described = (text: string): string => `name: { type: string, description: "${text}" }`;
    const pet = (name: string): string => `    Pet:
      type: object
      required: [name]
      properties:
        ${name}`;
    await using repository = await scratchRepository(
      smallSpec.replace(pet("name: { type: string }"), pet(described("A name."))),
    );
    await repository.edit(spec, described("A name."), described("A name, or a nickname."));
    await repository.edit(spec, "description: Lists pets.", "description: Lists all pets.");
    await repository.edit(
      spec,
      "    post:",
      `    put: { operationId: replacePets, responses: {} }\n    post:`,
    );
    await repository.edit(
      spec,
      "NewPet:\n      type: object",
      "NewPet:\n      description: A pet.\n      type: object",
    );
    await specChange(repository, "1.0.0");

    const [text = ""] = Object.values(await repository.changesets());
    expect(text.split("\n---\n\n")[1]).toBe(`The API changes.

New or relaxed. What worked before keeps working:

- \`PUT /pets\` was added. (\`pets.replacePets\`)

Documentation. Read what it says of the parts that you use:

- \`Pet.name\`. It said: “A name.” It now says: “A name, or a nickname.”
- Also described anew: \`NewPet\`, \`GET /pets\`.
`);
  });

  test("is removed when the edit is undone", async () => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...optionalField);
    await specChange(repository, "1.0.0");
    await repository.write(spec, smallSpec);

    expect(await specCheck(repository, "1.0.0")).toEqual([
      expect.stringMatching(/belongs to another state of the spec\. Run `pnpm spec:change`/),
    ]);
    await specChange(repository, "1.0.0");

    expect(await repository.changesets()).toEqual({});
  });

  test("keeps a merged changeset that waits for a release", async () => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...optionalField);
    await specChange(repository, "1.0.0");
    await repository.commit();
    await repository.git("checkout", "--quiet", "-B", "main");
    await repository.git("checkout", "--quiet", "-b", "next");
    const merged = await repository.changesets();
    // Reverting to the first text is a separate change.
    await repository.write(spec, smallSpec);

    await specChange(repository, "1.0.0");

    const changesets = await repository.changesets();
    expect(Object.keys(changesets)).toHaveLength(2);
    expect(changesets).toMatchObject(merged);
  });

  test("never has the name of a merged changeset that led to the same spec from another one", async () => {
    await using repository = await scratchRepository();
    const merge = async (): Promise<void> => {
      await specChange(repository, "1.0.0");
      await repository.commit();
      await repository.git("branch", "--force", "main");
    };
    await repository.edit(spec, ...optionalField);
    await merge();
    await repository.edit(spec, ...requiredField);
    await merge();
    const merged = await repository.changesets();
    await repository.edit(spec, requiredField[1], requiredField[0]);

    await specChange(repository, "1.0.0");

    const changesets = await repository.changesets();
    expect(Object.keys(changesets)).toHaveLength(3);
    expect(changesets).toMatchObject(merged);
  });
});

describe.concurrent("the gate", () => {
  test("passes without an edit, and after `spec:change`", async () => {
    await using repository = await scratchRepository();
    expect(await specCheck(repository, "1.0.0")).toEqual([]);
    await repository.edit(spec, ...optionalField);
    await specChange(repository, "1.0.0");

    expect(await specCheck(repository, "1.0.0")).toEqual([]);
  });

  test("rejects an edit without its changeset, and an edit after the changeset", async () => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...optionalField);
    const missing = expect.stringMatching(/^The spec changed, and .* is missing\. Run `pnpm/);
    expect(await specCheck(repository, "1.0.0")).toEqual([missing]);
    await specChange(repository, "1.0.0");
    await repository.edit(spec, "Lists pets.", "Lists all pets.");

    expect(await specCheck(repository, "1.0.0")).toEqual([
      expect.stringContaining("belongs to another state of the spec"),
      missing,
    ]);
  });

  test.each([
    [
      "a lower bump",
      '"@sandboxes/schema": minor',
      '"@sandboxes/schema": patch',
      [/bump patch.*minor/],
    ],
    ["a package that is left out", '"@sandboxes/server": minor\n', "", [/server no bump.*minor/]],
    ["a higher bump", '"@sandboxes/schema": minor', '"@sandboxes/schema": major', []],
  ])("%s", async (_title, from, to, problems) => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...optionalField);
    await specChange(repository, "1.0.0");
    const [name] = Object.keys(await repository.changesets());
    await repository.edit(`.changeset/${name}`, from, to);

    expect(await specCheck(repository, "1.0.0")).toEqual(
      problems.map((problem) => expect.stringMatching(problem)),
    );
  });

  test("requires a base commit", async () => {
    await using repository = await scratchRepository();
    await repository.git("branch", "--delete", "--force", "main");

    await expect(specCheck(repository, "1.0.0")).rejects.toThrow(BaseError);
    await expect(
      planChange(repository.folder, packagesAt("1.0.0"), { base: "nowhere" }),
    ).rejects.toThrow("git knows no commit `nowhere`");
    expect(await planChange(repository.folder, [], { base: "HEAD" })).toMatchObject({
      releases: [],
    });
  });
});

describe.concurrent("accepted breaks", () => {
  const accepted = "spec/accepted-breaks.yaml";

  test("a break fails the gate until it is accepted with a reason", async () => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...removedOperation);
    expect(await specChange(repository, "1.0.0")).toContain("not accepted, so `pnpm lint` fails");
    expect(await specCheck(repository, "1.0.0")).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Breaking and not accepted: .*--accept/)]),
    );

    const plan = await planChange(repository.folder, packagesAt("1.0.0"));
    expect(acceptBreaks(repository.folder, plan, "Nobody: creates pets.")).toBe(true);
    await specChange(repository, "1.0.0");

    expect(await specCheck(repository, "1.0.0")).toEqual([]);
    expect(Object.values(await repository.changesets())[0]).toContain(
      "Reason: Nobody: creates pets.",
    );
  });

  test("an entry expires with the next release", async () => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...removedOperation);
    const plan = await planChange(repository.folder, packagesAt("1.0.0"));
    acceptBreaks(repository.folder, plan, "Nobody creates pets.");

    const later = await planChange(repository.folder, packagesAt("2.0.0"));
    expect(later.unaccepted).toEqual(plan.unaccepted);
    expect(applyPlan(repository.folder, later).join("\n")).toContain("earlier releases");
    expect(await planChange(repository.folder, packagesAt("2.0.0"))).toMatchObject({
      accepted: [],
      hasExpired: false,
    });
  });

  test.each([
    ["no reason", '- { rule: a, pointer: /b, version: "1.0.0" }', /entry 1: `reason`/],
    [
      "an empty reason",
      '- { rule: a, pointer: "", reason: " ", version: "1" }',
      /entry 1: `reason`/,
    ],
    ["no list", "rule: a", /must be a list/],
    ["no YAML", "- [", /is not YAML/],
  ])("an entry with %s is an error", async (_title, text, message) => {
    await using repository = await scratchRepository();
    await repository.write(accepted, text);

    const plan = planChange(repository.folder, packagesAt("1.0.0"));
    await expect(plan).rejects.toThrow(AcceptedBreaksError);
    await expect(plan).rejects.toThrow(message);
  });

  test("before the first version no change counts as breaking", async () => {
    await using repository = await scratchRepository();
    await repository.edit(spec, ...removedOperation);

    expect(await specChange(repository, "0.0.0")).toContain("No changeset: no package");
    expect(await specCheck(repository, "0.0.0")).toEqual([]);
  });
});
