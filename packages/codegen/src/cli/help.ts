import { options } from "./options.ts";

interface CommandHelp {
  usage: readonly string[];
  summary: string;
  details: string;
}

const sources = (name: string): string[] => [
  `${name} SPEC --out DIR [options]`,
  `${name} [--config FILE] [options]`,
];

/** The help of each command. */
export const commandHelp: Readonly<Record<string, CommandHelp>> = {
  init: {
    usage: ["init SPEC [--out DIR] [--name PACKAGE] [options]"],
    summary: "create a package for an API: client, types, validators, a test and scripts",
    details:
      "The folder must be new or empty. Exit code 1: the document was rejected. 2: wrong arguments. Nothing is written then.",
  },
  generate: {
    usage: sources("generate"),
    summary: "write the artefacts of every document; touches only what changes",
    details:
      "Exit code 1: a document was rejected, and nothing was written. 2: wrong arguments or configuration.",
  },
  check: {
    usage: sources("check"),
    summary: "compare the generated files with what generating would write",
    details: "Exit code 3: a file differs. 1: a document was rejected. 2: wrong arguments.",
  },
  watch: {
    usage: sources("watch"),
    summary: "generate, and again after each save of a document or the configuration",
    details: "Ctrl-C ends it with exit code 0.",
  },
};

/** @returns the help of a command, or of the whole program */
export function helpText(command?: string): string {
  const help = command === undefined ? undefined : commandHelp[command];
  if (command === undefined || help === undefined) return programHelp();
  const usage = help.usage.map(
    (line, index) => `${index === 0 ? "Usage:" : "      "} ${program} ${line}`,
  );
  return `${usage.join("\n")}\n\n${capital(help.summary)}. ${help.details}\n\n${optionLines(command)}`;
}

const program = "sandboxes-codegen";

function programHelp(): string {
  const commands = Object.entries(commandHelp).map(
    ([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`,
  );
  return [
    `Usage: ${program} init SPEC [options]`,
    `       ${program} COMMAND SPEC --out DIR [options]`,
    `       ${program} COMMAND [--config FILE] [options]`,
    "",
    ...commands,
    "",
    `Run \`${program} COMMAND --help\` for the options of a command.`,
    "",
    optionLines(undefined),
  ].join("\n");
}

/** @returns the options of a command, or of all commands */
function optionLines(command: string | undefined): string {
  const rows = Object.entries(options)
    .filter(([, { only }]) => (command === undefined ? !only : !only || only.includes(command)))
    .map(([name, { short, value, help }]): [string, string] => [
      `  ${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
      help,
    ]);
  const width = Math.max(...rows.map(([head]) => head.length)) + 2;
  return rows
    .map(([head, help]) => head.padEnd(width) + help.replaceAll("\n", `\n${" ".repeat(width)}`))
    .join("\n");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
