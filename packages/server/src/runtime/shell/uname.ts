import type { Command } from "just-bash";

/** The output of each option, in the order of the output (POSIX, `uname`; `-o` is from GNU). */
const options = ["s", "n", "r", "v", "m", "o"] as const;

/** The program `uname`, which just-bash does not have. Its output agrees with `/proc/version`. */
export const uname: Command = {
  name: "uname",
  execute: async (args, { fs, env }) => {
    const chosen = new Set<string>();
    for (const arg of args) {
      const letters = arg === "--all" ? "a" : arg.startsWith("-") ? arg.slice(1) : undefined;
      if (letters === undefined || letters === "") return refuse(`extra operand '${arg}'`);
      for (const letter of letters) {
        if (letter !== "a" && !options.some((option) => option === letter))
          return refuse(`invalid option -- '${letter}'`);
        chosen.add(letter);
      }
    }
    if (chosen.size === 0) chosen.add("s");
    const said = await fs.readFile("/proc/version").catch(() => "");
    const [, system = "Linux", release = "unknown", version = "unknown"] =
      /^(\S+) version (\S+) \(.*?\) (.*)/.exec(said) ?? [];
    const parts: Record<(typeof options)[number], string> = {
      s: system,
      n: env.get("HOSTNAME") ?? "localhost",
      r: release,
      v: version,
      m: env.get("HOSTTYPE") ?? "x86_64",
      o: "GNU/Linux",
    };
    const shown = options.filter((option) => chosen.has("a") || chosen.has(option));
    const stdout = `${shown.map((option) => parts[option]).join(" ")}\n`;
    return { stdout, stderr: "", exitCode: 0 };
  },
};

function refuse(problem: string): { stdout: string; stderr: string; exitCode: number } {
  return { stdout: "", stderr: `uname: ${problem}\n`, exitCode: 1 };
}
