import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { ArtifactName } from "../artifact/artifacts.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Config, SpecConfig } from "../config/config.ts";
import { closest } from "../document/problems/closest.ts";
import type { TolerableCode } from "../document/problems/problem-codes.ts";
import { commandHelp, helpText } from "./help.ts";
import { options as known, parserOptions } from "./options.ts";

/** A command and what it works on. */
export interface Job {
  /** A configuration, the path of its file, or `undefined` to look for one. */
  config: Config | string | undefined;
  /** Fields that the command line sets in every entry of a configuration file. */
  overrides: Partial<SpecConfig>;
  /** `undefined` if the command line does not say. */
  git: boolean | undefined;
  allWarnings: boolean;
  /** The arguments of `init`. */
  init?: { spec: string; out?: string; name?: string };
}

/** The parsed command line. */
export type Arguments =
  | { kind: "help"; command: string | undefined }
  | { kind: "version" }
  | { kind: "run"; command: string; job: Job };

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/**
 * Parses the command line.
 *
 * @throws {ConfigError} naming the argument that is wrong
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [command, spec, ...rest] = positionals;
  if (values["version"] === true) return { kind: "version" };
  if (values["help"] === true || command === "help")
    return { kind: "help", command: command === "help" ? spec : command };
  if (command === undefined) throw new ConfigError(`Name a command.\n\n${helpText()}`);
  if (!Object.hasOwn(commandHelp, command)) throw new ConfigError(unknownCommand(command));
  if (rest.length > 0)
    throw new ConfigError(
      `\`${command}\` takes one document, not ${rest.length + 1}: ${[spec, ...rest].join(" ")}.`,
    );
  for (const name of Object.keys(values)) {
    const only = known[name]?.only;
    if (only && !only.includes(command))
      throw new ConfigError(`--${name} is an option of ${only.join(", ")}.`);
  }
  return { kind: "run", command, job: jobOf(command, spec, values) };
}

function parse(argv: readonly string[]): { values: Values; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      allowNegative: true,
      options: parserOptions(),
    });
    return { values: values, positionals };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !code.startsWith("ERR_PARSE_ARGS")) throw error;
    const name = /'--?([\w-]+)/.exec(message)?.[1] ?? "";
    const near = closest(name, Object.keys(known));
    const isUnknown = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION";
    const hint = near === undefined ? "See --help." : `Did you mean \`--${near}\`?`;
    throw new ConfigError(
      isUnknown ? `There is no option \`--${name}\`. ${hint}` : `${message.split("\n")[0]}.`,
      { cause: error },
    );
  }
}

function unknownCommand(command: string): string {
  const names = Object.keys(commandHelp);
  const near = closest(command, names);
  const hint = near === undefined ? `Commands: ${names.join(", ")}.` : `Did you mean \`${near}\`?`;
  return `There is no command \`${command}\`. ${hint}`;
}

function jobOf(command: string, spec: string | undefined, values: Values): Job {
  const [out, config] = [values["out"], values["config"]] as [string?, string?];
  const overrides = overridesOf(values);
  const rest = {
    overrides,
    git: values["git"] as boolean | undefined,
    allWarnings: values["all-warnings"] === true,
  };
  if (command === "init") return { config: undefined, init: initOf(spec, values), ...rest };
  if (spec === undefined) {
    if (out === undefined) return { config: config && resolve(config), ...rest };
    throw new ConfigError(`--out needs a document: sandboxes-codegen ${command} SPEC --out DIR`);
  }
  if (config !== undefined) throw new ConfigError("Give either a document or --config, not both.");
  if (out === undefined)
    throw new ConfigError(
      `Name a folder to write to: sandboxes-codegen ${command} ${spec} --out DIR`,
    );
  return { config: { specs: [{ spec, out, ...overrides }] }, ...rest, overrides: {} };
}

function initOf(spec: string | undefined, values: Values): NonNullable<Job["init"]> {
  if (spec === undefined)
    throw new ConfigError(
      "Name a document: sandboxes-codegen init SPEC [--out DIR] [--name PACKAGE]",
    );
  const [out, name] = [values["out"], values["name"]] as [string?, string?];
  return { spec, ...(out === undefined ? {} : { out }), ...(name === undefined ? {} : { name }) };
}

function overridesOf(values: Values): Partial<SpecConfig> {
  const list = (name: string): string[] | undefined => {
    const given = values[name] as string[] | undefined;
    return given?.flatMap((text) =>
      text
        .split(",")
        .map((item) => item.trim())
        .filter(Boolean),
    );
  };
  const given = {
    artifacts: list("artifacts") as ArtifactName[] | undefined,
    tolerate: list("tolerate") as TolerableCode[] | undefined,
    include: list("include"),
    exclude: list("exclude"),
    strict: values["strict"] as boolean | undefined,
    refRoot: values["ref-root"] as string | undefined,
    headers: headersOf(values["header"] as string[] | undefined),
    timeout: numberOf(values, "timeout", "seconds"),
    maxSize: numberOf(values, "max-size", "megabytes"),
    remoteRefs: values["remote-refs"] as boolean | undefined,
    stainless: values["stainless"] as string | undefined,
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<SpecConfig>;
}

/** @returns the headers by name; a message about one does not repeat its value, which may be a secret */
function headersOf(given: readonly string[] | undefined): Record<string, string> | undefined {
  if (given === undefined) return undefined;
  return Object.fromEntries(
    given.map((text, index) => {
      const [, name = "", value = ""] = /^([^:\s]+):\s*(.*)$/s.exec(text) ?? [];
      if (name === "")
        throw new ConfigError(
          `--header number ${index + 1} is not a header. Write a name, a colon and a value: --header 'Authorization: Bearer …'.`,
        );
      return [name, value.trim()];
    }),
  );
}

function numberOf(values: Values, name: string, unit: string): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (typeof text === "string" && text.trim() !== "" && number > 0 && Number.isFinite(number))
    return number;
  throw new ConfigError(`--${name} must be a number of ${unit} above 0, not \`${String(text)}\`.`);
}
