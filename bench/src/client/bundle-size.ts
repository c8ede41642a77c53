import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

/** The size of a bundle, minified and compressed with gzip -9. */
export interface BundleSize {
  readonly bytes: number;
  /** The platform: a browser, or Node if the package imports modules of Node. */
  readonly platform: Platform;
}

type Platform = "browser" | "node";

const entry = fileURLToPath(new URL("entry.ts", import.meta.url));

/** Bundles a module of this folder with all its exports. */
export async function measureBundle(code: string): Promise<BundleSize> {
  const browser = await bundle(code, "browser");
  if (browser) return { bytes: browser, platform: "browser" };
  return { bytes: (await bundle(code, "node")) ?? Number.NaN, platform: "node" };
}

/** Returns the size in bytes, or undefined if the bundle would not run. */
async function bundle(code: string, platform: Platform): Promise<number | undefined> {
  const build = await rolldown({
    input: "entry",
    platform,
    resolve: { conditionNames: ["@sandboxes/source", platform, "import", "default"] },
    // If a module is missing on this platform, the caller tries the other platform.
    onLog: () => {},
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? entry : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true, codeSplitting: false });
  await build.close();
  const [{ code: bundled, imports }] = output;
  if (platform === "browser" && imports.some((name) => isBuiltin(name))) return undefined;
  const missing = imports.find((name) => !isBuiltin(name));
  if (missing) throw new Error(`${missing} is not in the bundle of:\n${code}`);
  return gzipSync(bundled, { level: 9 }).length;
}
