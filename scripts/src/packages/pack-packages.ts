import { join } from "node:path";
import { publishedPackages } from "./published-packages.ts";
import { runCommand } from "../run-command.ts";

export interface PackedPackage {
  readonly name: string;
  /** Path of the tarball. */
  readonly tarball: string;
}

/**
 * Packs every published package, as `pnpm publish` would. Build the packages first.
 *
 * @throws Error when pnpm cannot pack a package
 */
export async function packPackages(folder: string): Promise<PackedPackage[]> {
  return Promise.all(
    (await publishedPackages()).map(async ({ name, path }) => {
      const packed = JSON.parse(
        await pnpm(["pack", "--json", "--pack-destination", folder], path),
      ) as { filename: string };
      return { name, tarball: join(folder, packed.filename.split(/[\\/]/).at(-1)!) };
    }),
  );
}

async function pnpm(args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, output } = await runCommand("pnpm", args, { cwd });
  if (code !== 0) throw new Error(`pnpm ${args.join(" ")} in ${cwd}:\n${output}`);
  return stdout;
}
