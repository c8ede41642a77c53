import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

/** What a bundle takes, minified and compressed by gzip -9. */
export interface BundleSize {
  readonly bytes: number;
  /** What it is for: a browser, or Node where it imports modules that only Node has. */
  readonly platform: Platform;
}

type Platform = "browser" | "node";

const entry = fileURLToPath(new URL("entry.ts", import.meta.url));

/** @param code a module in this folder, of which all that it exports is kept */
export async function measureBundle(code: string): Promise<BundleSize> {
  const browser = await bundle(code, "browser");
  if (browser) return { bytes: browser, platform: "browser" };
  return { bytes: (await bundle(code, "node")) ?? Number.NaN, platform: "node" };
}

/** @returns bytes; nothing where it would not run */
async function bundle(code: string, platform: Platform): Promise<number | undefined> {
  const build = await rolldown({
    input: "entry",
    platform,
    resolve: { conditionNames: ["@sandboxes/source", platform, "import", "default"] },
    // A module that the platform lacks is not a reason to stop: the caller tries the other one.
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
