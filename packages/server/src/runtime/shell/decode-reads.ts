import type { Command, ScriptNode, StatementNode, TransformPlugin, WordNode } from "just-bash";
import { decodeLosslessly } from "./lossless-text.ts";

type Parse = (script: string) => ScriptNode;
type PipelineNode = StatementNode["pipelines"][number];
type SimpleCommand = Extract<PipelineNode["commands"][number], { type: "SimpleCommand" }>;
type Group = Extract<PipelineNode["commands"][number], { type: "Group" }>;

/** The name of the program below. No script calls it by itself. */
const name = ".read-bytes";

/**
 * Makes `read`, `mapfile` and `readarray` assign text. just-bash assigns the bytes of the input, one character
 * each, so `read x <<< é` assigned "Ã©". With this plugin, `read x` becomes
 * `{ .read-bytes start; read x; .read-bytes end $?; }`. After an array is read, one more statement assigns its
 * decoded elements.
 *
 * @param parse the parser of just-bash, which is loaded at the first command
 */
export function decodeReads(parse: Parse): TransformPlugin {
  return {
    name: "decode-reads",
    transform: ({ ast }) => ({ ast: replaceReads(ast, parse) as ScriptNode }),
  };
}

/**
 * Converts the values that `read` assigns: between `start` and `end`, every assigned value is bytes. The end
 * has the exit code of `read`. `array` writes a script that assigns the decoded elements of an array, and has
 * the same exit code.
 */
export const readBytes: Command = {
  name,
  execute: async ([step, code = "0", array = "", origin = "0", ...rest], { env }) => {
    if (step === "start") env.set = setDecoded;
    else Reflect.deleteProperty(env, "set");
    if (step !== "array") return { stdout: "", stderr: "", exitCode: Number(code) };
    const stdout = `${assignDecoded(array, origin, rest)}; ${name} end ${code}`;
    return { stdout, stderr: "", exitCode: 0 };
  },
};

function setDecoded(this: Map<string, string>, key: string, value: string): Map<string, string> {
  // The last argument of a command is text.
  const text = key === "_" ? value : decode(value);
  return Map.prototype.set.call(this, key, text) as Map<string, string>;
}

function decode(value: string): string {
  return /[^\0-\xff]/.test(value) ? value : decodeLosslessly(Buffer.from(value, "latin1"));
}

/**
 * @param origin the first index that was read. Elements before it are text.
 * @param rest the indices of an array, and then its elements
 */
function assignDecoded(array: string, origin: string, rest: readonly string[]): string {
  const count = rest.length / 2;
  const elements = rest.slice(0, count).map((index, place) => {
    const value = rest[count + place]!;
    const text = Number(index) < Number(origin) ? value : decode(value);
    return `[${index}]='${text.replaceAll("'", String.raw`'\''`)}'`;
  });
  return `${array}=(${elements.join(" ")})`;
}

/** Replaces all calls of `read` in a part of a script, also in substitutions and functions. */
function replaceReads(node: unknown, parse: Parse): unknown {
  if (Array.isArray(node)) return node.map((part) => replaceReads(part, parse));
  if (typeof node !== "object" || node === null) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, replaceReads(value, parse)]),
  );
  if (!isSimpleCommand(copy)) return copy;
  const [program, ...args] = wordsOf(copy);
  // just-bash keeps what a file descriptor reads as text.
  if (args.some((arg) => /^-[rs]*u/.test(arg ?? ""))) return copy;
  if (program === "read") return wrapRead(copy, { array: arrayOfRead(args) }, parse);
  if (program === "mapfile" || program === "readarray")
    return wrapRead(copy, arrayOfMapfile(args), parse);
  return copy;
}

function isSimpleCommand(node: object): node is SimpleCommand {
  return "type" in node && node.type === "SimpleCommand";
}

/** @returns the literal words of a command from its program on; `undefined` for an expansion */
function wordsOf({ name: program, args }: SimpleCommand): (string | undefined)[] {
  const words = [program, ...args].map((word) => (word ? literalOf(word) : undefined));
  const isPrefixed = words[0] === "builtin" || words[0] === "command";
  return isPrefixed ? words.slice(1) : words;
}

function literalOf({ parts }: WordNode): string | undefined {
  const [only, ...others] = parts;
  return only?.type === "Literal" && others.length === 0 ? only.value : undefined;
}

/** @returns the array of `read -a NAME`, in any spelling such as `-raNAME` */
function arrayOfRead(args: readonly (string | undefined)[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    const [, joined] = /^-[rse]*a(.*)$/.exec(arg ?? "") ?? [];
    if (joined !== undefined) return joined === "" ? args[index + 1] : joined;
  }
  return undefined;
}

/** @returns the array of `mapfile`: its only argument that is no option, or the default of bash */
function arrayOfMapfile(args: readonly (string | undefined)[]): ReadArray {
  let array: string | undefined = "MAPFILE";
  let origin: string | undefined = "0";
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === "-O") origin = args[++index];
    else if (arg !== undefined && /^-[dnsuCc]$/.test(arg)) index++;
    else if (!arg?.startsWith("-")) array = arg;
  }
  return { array, origin };
}

/** The array that a command reads, and the first index. A part that is an expansion is `undefined`. */
interface ReadArray {
  readonly array: string | undefined;
  readonly origin?: string | undefined;
}

function wrapRead(
  read: SimpleCommand,
  { array = "", origin = "0" }: ReadArray,
  parse: Parse,
): Group {
  const statements = (script: string): StatementNode[] => parse(script).statements;
  const body: StatementNode[] = [
    ...statements(`${name} start`),
    {
      type: "Statement",
      pipelines: [{ type: "Pipeline", commands: [read], negated: false }],
      operators: [],
      background: false,
    },
    ...statements(`${name} end $?`),
  ];
  if (/^[a-zA-Z_]\w*$/.test(array) && /^\d+$/.test(origin))
    body.push(
      ...statements(
        `eval "$(${name} array $? ${array} ${origin} "\${!${array}[@]}" "\${${array}[@]}")"`,
      ),
    );
  return { type: "Group", body, redirections: [] };
}
