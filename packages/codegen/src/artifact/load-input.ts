import type { Input } from "../document/remote/input.ts";
import { isUrl } from "../document/remote/location.ts";
import type { Target } from "./target.ts";

/**
 * Downloads the document of a target, or reads it from standard input.
 *
 * @returns the target with its text; the target itself if the document is a file
 * @throws {DocumentError} if that fails
 */
export async function loadInput(target: Target): Promise<Target> {
  const input = await inputOf(target);
  return input ? { ...target, inputs: new Map([[target.spec, input]]) } : target;
}

async function inputOf({ spec, isStdin, remote }: Target): Promise<Input | undefined> {
  if (isStdin) {
    const { readStdin } = await import("../document/remote/read-stdin.ts");
    return { text: await readStdin(remote) };
  }
  if (!isUrl(spec)) return undefined;
  const { download } = await import("../document/remote/download.ts");
  return await download(spec, remote);
}
