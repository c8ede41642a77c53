import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { ConfigError } from "./config-error.ts";
import type { Config } from "./config.ts";
import { resolveTargets } from "./resolve-targets.ts";

const base = process.cwd();
const emit = (): string => "";
const one = (fields: object): unknown => ({ specs: [{ spec: "a.yaml", out: "out", ...fields }] });

it.each<[config: unknown, message: RegExp]>([
  [undefined, /`specs`, a list/],
  [{}, /`specs`, a list/],
  [{ specs: [] }, /at least one/],
  [{ specs: [null] }, /^specs\[0\]\.spec must be a path/],
  [{ specs: [{ spec: "a.yaml" }] }, /^specs\[0\]\.out must be a path/],
  [{ specs: [{ spec: "", out: "o" }] }, /^specs\[0\]\.spec must be a path/],
  [{ specs: [{ spec: "a", out: "o" }], spec: 1 }, /has no field `spec`. Did you mean `specs`\?/],
  [one({ artefacts: [] }), /has no field `specs\[0\]\.artefacts`. Did you mean `artifacts`\?/],
  [one({ artifacts: [] }), /specs\[0\]\.artifacts must be a list with at least one/],
  [one({ artifacts: "types" }), /must be a list/],
  [
    one({ artifacts: ["typs"] }),
    /specs\[0\]\.artifacts\[0\]: there is no artefact "typs". Did you mean "types"\?/,
  ],
  [one({ artifacts: ["customer"] }), /Known: types, .*One of your own needs `emit`/],
  [one({ artifacts: ["types", "types"] }), /artifacts\[1\]: "types" is listed twice/],
  [one({ artifacts: [1] }), /artifacts\[0\] must be the name of an artefact, or an object/],
  [one({ artifacts: [null] }), /artifacts\[0\] must be the name of an artefact, or an object/],
  [one({ artifacts: [{ file: "a.ts" }] }), /an object with a `name`/],
  [one({ artifacts: [{ name: "routes" }] }), /there is no artefact "routes"/],
  [one({ artifacts: [{ name: "types", emit }] }), /"types" is a built-in/],
  [
    one({ artifacts: [{ name: "routes", emit: "text" }] }),
    /artifacts\[0\]\.emit must be a function/,
  ],
  [one({ artifacts: [{ name: "types", flie: "a.ts" }] }), /Did you mean `file`\?/],
  [
    one({ artifacts: [{ name: "types", file: "a/b.ts" }] }),
    /a file name without a folder.*"a\/b\.ts"/,
  ],
  [one({ artifacts: [{ name: "types", file: "..\\b.ts" }] }), /a file name without a folder/],
  [one({ artifacts: [{ name: "types", file: "types.js" }] }), /ends in \.ts, \.mts, not/],
  [
    one({ artifacts: [{ name: "routes", file: "openapi.yaml", emit }] }),
    /ends in \.ts, \.mts, \.js, \.mjs/,
  ],
  [one({ artifacts: [{ name: "routes", file: ".ts", emit }] }), /file name/],
  [
    one({
      artifacts: [
        { name: "types", file: "a.ts" },
        { name: "index", file: "a.ts" },
      ],
    }),
    /specs\[0\], "index" would write the same file as specs\[0\], "types"/,
  ],
  [
    {
      specs: [
        { spec: "a.yaml", out: "o" },
        { spec: "b.yaml", out: "./o/" },
      ],
    },
    /specs\[1\], "types" would write the same file as specs\[0\], "types"/,
  ],
  [one({ tolerate: "invalid-enum" }), /specs\[0\]\.tolerate must be a list/],
  [
    one({ tolerate: ["invalid-enumm"] }),
    /tolerate\[0\]: there is no problem "invalid-enumm" to tolerate. Did you mean "invalid-enum"\?/,
  ],
  [one({ tolerate: ["syntax"] }), /there is no problem "syntax" to tolerate/],
])("says what is wrong with %j", (config, message) => {
  expect(() => resolveTargets(config as Config, base)).toThrow(ConfigError);
  expect(() => resolveTargets(config as Config, base)).toThrow(message);
});

it("finds paths from the base, and takes URLs", () => {
  const spec = pathToFileURL(join(base, "a.yaml")).href;
  const [target] = resolveTargets(
    { specs: [{ spec, out: "out" }] },
    pathToFileURL(join(base, "sub")).href,
  );
  expect(target).toMatchObject({ spec: join(base, "a.yaml"), out: join(base, "sub/out") });
});

it("gives each artefact its file", () => {
  const artifacts = [
    "types",
    { name: "index", file: "index.ts" },
    { name: "routes", emit },
    { name: "b", file: "b.mjs", emit },
  ] as const;
  const [target] = resolveTargets({ specs: [{ spec: "a.yaml", out: "out", artifacts }] });
  expect(target?.artifacts).toEqual([
    { name: "types", file: "types.gen.ts" },
    { name: "index", file: "index.ts" },
    { name: "routes", file: "routes.gen.ts", emit },
    { name: "b", file: "b.mjs", emit },
  ]);
});
