import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import type { PackedPackage } from "../packages/pack-packages.ts";
import { runCommand } from "../run-command.ts";

/** A registry on this machine that has only our packages. */
export interface TarballRegistry extends AsyncDisposable {
  /** The `.npmrc` line with which npm finds our packages there, and all others where it did before. */
  readonly npmrc: string;
}

/**
 * Serves tarballs as npm's registry does, for `npm install` and `npx`.
 *
 * @throws Error when a tarball has no manifest
 */
export async function serveTarballs(packed: readonly PackedPackage[]): Promise<TarballRegistry> {
  const manifests = await Promise.all(packed.map(readManifest));
  const server = createServer((request, response) => {
    void respond(decodeURIComponent(request.url ?? "")).then(
      ({ status, body }) => response.writeHead(status).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function respond(path: string): Promise<{ status: number; body: string | Buffer }> {
    const index = packed.findIndex(
      ({ name, tarball }) => path === `/${name}` || path === `/${basename(tarball)}`,
    );
    const [found, manifest] = [packed[index], manifests[index]];
    if (!found || !manifest) return { status: 404, body: "{}" };
    if (path !== `/${found.name}`) return { status: 200, body: await readFile(found.tarball) };
    const dist = { tarball: `${url}/${basename(found.tarball)}` };
    const document = {
      name: found.name,
      "dist-tags": { latest: manifest.version },
      versions: { [manifest.version]: { ...manifest, dist } },
    };
    return { status: 200, body: JSON.stringify(document) };
  }
  return {
    npmrc: `@sandboxes:registry=${url}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readManifest({ tarball }: PackedPackage): Promise<{ version: string }> {
  const args = ["-xzOf", tarball, "package/package.json"];
  const { code, stdout, output } = await runCommand("tar", args);
  if (code !== 0) throw new Error(`${tarball} has no manifest:\n${output}`);
  return JSON.parse(stdout) as { version: string };
}
