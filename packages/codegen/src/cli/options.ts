import type { ParseArgsConfig } from "node:util";

/** An option of the command line. */
export interface OptionHelp {
  type: "string" | "boolean";
  short?: string;
  multiple?: true;
  /** The placeholder for its value. */
  value?: string;
  help: string;
  /** The commands that take it; every command if absent. */
  only?: readonly string[];
}

const sourceCommands = ["generate", "check", "watch"];
const allCommands = ["init", ...sourceCommands];

/** The options, in the order of the help text. */
export const options: Readonly<Record<string, OptionHelp>> = {
  config: {
    type: "string",
    value: "FILE",
    help: "configuration file\n(default: codegen.config.{ts,mts,cts,js,mjs,cjs,json},\nor `sandboxes-codegen` in package.json)",
    only: sourceCommands,
  },
  out: {
    type: "string",
    short: "o",
    value: "DIR",
    help: "folder for the generated files of SPEC; for init, the folder of the package",
    only: allCommands,
  },
  name: {
    type: "string",
    value: "PACKAGE",
    help: "name of the package (default: made of the document's title)",
    only: ["init"],
  },
  artifacts: {
    type: "string",
    multiple: true,
    value: "NAMES",
    help: "artefacts to generate, separated by commas (default: all)",
    only: sourceCommands,
  },
  include: {
    type: "string",
    multiple: true,
    value: "FILTER",
    help: "generate only these operations: tag:pets, path:/pets/*,\noperation:listPets; * matches any text",
    only: allCommands,
  },
  exclude: {
    type: "string",
    multiple: true,
    value: "FILTER",
    help: "leave these operations out",
    only: allCommands,
  },
  tolerate: {
    type: "string",
    multiple: true,
    value: "CODES",
    help: "make warnings of errors with these codes, separated by commas",
    only: allCommands,
  },
  strict: { type: "boolean", help: "make errors of warnings", only: allCommands },
  "ref-root": {
    type: "string",
    value: "DIR",
    help: "folder that references may read files from\n(default: the nearest folder around SPEC with a package.json or .git)",
    only: allCommands,
  },
  stainless: {
    type: "string",
    value: "FILE",
    help: "a stainless.yml with names and pagination",
    only: allCommands,
  },
  header: {
    type: "string",
    multiple: true,
    value: "'NAME: VALUE'",
    help: "header for the origin of SPEC, if it is a URL",
    only: sourceCommands,
  },
  timeout: {
    type: "string",
    value: "SECONDS",
    help: "time that each download may take (default: 30)",
    only: sourceCommands,
  },
  "max-size": {
    type: "string",
    value: "MB",
    help: "largest size of a document from a URL or from -\n(default: 100)",
    only: sourceCommands,
  },
  "remote-refs": {
    type: "boolean",
    help: "download what references lead to on other machines",
    only: sourceCommands,
  },
  git: {
    type: "boolean",
    help: "report generated files that git does not have as they are\n(default: if the variable CI is set; --no-git turns it off)",
    only: ["check"],
  },
  "all-warnings": {
    type: "boolean",
    help: "print every warning (default: three for each code)",
    only: allCommands,
  },
  help: { type: "boolean", short: "h", help: "print this text" },
  version: { type: "boolean", short: "v", help: "print the version" },
};

/** @returns the options as `parseArgs` takes them */
export function parserOptions(): NonNullable<ParseArgsConfig["options"]> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short === undefined ? {} : { short }), ...(multiple ? { multiple } : {}) },
    ]),
  );
}
