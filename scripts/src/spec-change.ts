// Writes the generated files and the changeset for an edit of the spec. Prints the breaking changes, who
// is affected, and the bump of each package. See "Change the API" in CONTRIBUTING.md.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { publishedPackages } from "./packages/published-packages.ts";
import { repository } from "./repository.ts";
import { runCommand } from "./run-command.ts";
import { acceptBreaks } from "./spec-change/accept-breaks.ts";
import { explainPlan } from "./spec-change/explain-plan.ts";
import { isInputProblem } from "./spec-change/is-input-problem.ts";
import { applyPlan } from "./spec-change/own-changesets.ts";
import { planChange } from "./spec-change/plan-change.ts";
import { watchSpec } from "./spec-change/watch-spec.ts";

const usage = `Usage: pnpm spec:change [options]

  --base REVISION      compare with this commit (default: where the branch left origin/main or main)
  --accept REASON      accept every breaking change, and keep the reason in spec/accepted-breaks.yaml
  --consumers DIR      also look for what breaks in the programs in DIR (may be given several times)
  --no-consumers       do not look for what breaks in this repository; much faster
  --watch              run again after each edit of the spec, without --consumers
  --help               this text

Exit codes: 0 done, 2 could not compare or generate.`;

interface Settings {
  readonly base?: string | undefined;
  readonly accept?: string | undefined;
  readonly consumers: readonly string[];
}

/** Runs once. @returns the exit code */
async function change({ base, accept, consumers }: Settings): Promise<number> {
  const generated = await runCommand("pnpm", ["exec", "turbo", "run", "generate"], {
    cwd: repository,
  });
  if (generated.code !== 0) {
    console.error(generated.output);
    return 2;
  }
  try {
    const packages = await publishedPackages();
    let plan = await planChange(repository, packages, { base, consumers });
    if (accept !== undefined && acceptBreaks(repository, plan, accept))
      plan = await planChange(repository, packages, { base, consumers });
    console.log(explainPlan(plan));
    for (const line of applyPlan(repository, plan)) console.log(line);
    return 0;
  } catch (error) {
    if (!isInputProblem(error)) throw error;
    console.error(error.message);
    return 2;
  }
}

/** The folders of this repository that contain programs that use the API. */
function ownConsumers(): string[] {
  const packages = readdirSync(join(repository, "packages")).map((name) => join("packages", name));
  return [...packages, "examples"]
    .map((name) => join(repository, name))
    .filter((folder) => existsSync(join(folder, "src")) || folder.endsWith("examples"));
}

function readArguments(): (Settings & { watch: boolean; help: boolean }) | undefined {
  try {
    const { values } = parseArgs({
      options: {
        base: { type: "string" },
        accept: { type: "string" },
        consumers: { type: "string", multiple: true },
        "no-consumers": { type: "boolean", default: false },
        watch: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.accept?.trim() === "") throw new TypeError("--accept needs a reason.");
    const own = values.watch || values["no-consumers"] ? [] : ownConsumers();
    return { ...values, consumers: [...own, ...(values.watch ? [] : (values.consumers ?? []))] };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return undefined;
  }
}

const settings = readArguments();
if (!settings) {
  process.exitCode = 2;
} else if (settings.help) {
  console.log(usage);
} else if (settings.watch) {
  const end = new AbortController();
  process.once("SIGINT", () => end.abort());
  await watchSpec(
    repository,
    async () => {
      await change(settings);
      console.log("Waiting for the next edit of the spec. Ctrl-C ends the watch.");
    },
    end.signal,
  );
} else {
  process.exitCode = await change(settings);
}
