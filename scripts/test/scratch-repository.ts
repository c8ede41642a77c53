import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Released } from "../src/spec-change/plan-releases.ts";
import { runCommand } from "../src/run-command.ts";

/** A small spec to edit. */
export const smallSpec = `openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      description: Lists pets.
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
    post:
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/NewPet" }
      responses:
        "201": { description: Created }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
    NewPet:
      type: object
      required: [name]
      properties:
        name: { type: string }
`;

const names = ["spec", "schema", "client", "client-runtime", "server", "test-utils", "cli"];

/** Returns the published packages of this repository, all with one version. */
export function packagesAt(version: string): Released[] {
  return names.map((name) => ({ name: `@sandboxes/${name}`, version }));
}

/** A git repository in a temporary folder. */
export interface ScratchRepository extends AsyncDisposable {
  readonly folder: string;
  git(...args: string[]): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Replaces the first occurrence of a text in a file. @throws Error when the text does not occur */
  edit(path: string, from: string, to: string): Promise<void>;
  commit(): Promise<void>;
  /** Returns the texts of the generated changesets, by file name. */
  changesets(): Promise<Record<string, string>>;
}

/** Creates a repository with a spec on the branch `main`, and checks out the branch `edit`. */
export async function scratchRepository(spec: string = smallSpec): Promise<ScratchRepository> {
  const folder = await mkdtemp(join(tmpdir(), "spec-change-"));
  const repository: ScratchRepository = {
    folder,
    async git(...args) {
      const who = ["-c", "user.name=test", "-c", "user.email=test@localhost"];
      const signing = ["-c", "commit.gpgsign=false"];
      const outcome = await runCommand("git", [...who, ...signing, ...args], { cwd: folder });
      if (outcome.code !== 0) throw new Error(`git ${args.join(" ")}: ${outcome.output}`);
      return outcome.stdout.trim();
    },
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    async edit(path, from, to) {
      const text = await readFile(join(folder, path), "utf8");
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
      await writeFile(join(folder, path), text.replace(from, to));
    },
    async commit() {
      await repository.git("add", "--all");
      await repository.git("commit", "--quiet", "--allow-empty", "--message", "Edit");
    },
    async changesets() {
      const path = join(folder, ".changeset");
      const files = (await readdir(path)).filter((name) => name.startsWith("spec-")).sort();
      const texts = files.map(async (name) => [name, await readFile(join(path, name), "utf8")]);
      return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  await repository.git("init", "--quiet", "--initial-branch=main");
  await repository.write("spec/openapi.yaml", spec);
  await repository.write(".changeset/config.json", "{}");
  await repository.commit();
  await repository.git("checkout", "--quiet", "-b", "edit");
  return repository;
}
