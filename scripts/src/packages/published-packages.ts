import { repository } from "../repository.ts";
import { runCommand } from "../run-command.ts";

/** A package of this repository that is published to npm. */
export interface PublishedPackage {
  readonly name: string;
  /** The version in its manifest. `0.0.0` means that it has never been published. */
  readonly version: string;
  /** Its folder, as an absolute path. */
  readonly path: string;
}

/**
 * Lists the packages of this repository that are published: all that are not private.
 *
 * @param folder the root of the repository or of a copy @default this repository
 * @throws Error when pnpm cannot list the workspace
 */
export async function publishedPackages(folder: string = repository): Promise<PublishedPackage[]> {
  const args = ["ls", "--recursive", "--depth=-1", "--json"];
  const { code, stdout, output } = await runCommand("pnpm", args, { cwd: folder });
  if (code !== 0) throw new Error(`pnpm ${args.join(" ")} in ${folder}:\n${output}`);
  const workspaces = JSON.parse(stdout) as (PublishedPackage & { private: boolean })[];
  return workspaces.filter((workspace) => !workspace.private);
}
