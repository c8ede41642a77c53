import type { Command, ScriptNode, StatementNode, TransformPlugin, WordNode } from "just-bash";
import { decodeLosslessly } from "./lossless-text.ts";

type PipelineNode = StatementNode["pipelines"][number];
type SimpleCommand = Extract<PipelineNode["commands"][number], { type: "SimpleCommand" }>;
type Group = Extract<PipelineNode["commands"][number], { type: "Group" }>;
type Word = WordNode["parts"][number];

/** The name of the program below. No script calls it by itself. */
const name = ".read-bytes";

/**
 * Makes `read` assign text. just-bash assigns the bytes of the input, one character each, so `read x <<< é`
 * assigned "Ã©". With this plugin, `read x` becomes `{ .read-bytes start; read x; .read-bytes end $?; }`.
 */
export const decodeReads: TransformPlugin = {
  name: "decode-reads",
  transform: ({ ast }) => ({ ast: replaceReads(ast) as ScriptNode }),
};

/**
 * Converts the values that `read` assigns: between `start` and `end`, every assigned value is bytes. The end
 * has the exit code of `read`.
 */
export const readBytes: Command = {
  name,
  execute: async ([step, code = "0"], { env }) => {
    if (step === "start") env.set = setDecoded;
    else Reflect.deleteProperty(env, "set");
    return { stdout: "", stderr: "", exitCode: Number(code) };
  },
};

function setDecoded(this: Map<string, string>, key: string, value: string): Map<string, string> {
  // The last argument of a command is text.
  const isText = key === "_" || /[^\0-\xff]/.test(value);
  const text = isText ? value : decodeLosslessly(Buffer.from(value, "latin1"));
  return Map.prototype.set.call(this, key, text) as Map<string, string>;
}

/** Replaces all calls of `read` in a part of a script, also in substitutions and functions. */
function replaceReads(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(replaceReads);
  if (typeof node !== "object" || node === null) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, replaceReads(value)]),
  );
  return isRead(copy) ? wrapRead(copy) : copy;
}

function isRead(node: object): node is SimpleCommand {
  if (!("type" in node) || node.type !== "SimpleCommand") return false;
  const { name: program, args } = node as SimpleCommand;
  const [first, second] = [program, ...args].map((word) => word && literalOf(word));
  return first === "read" || ((first === "builtin" || first === "command") && second === "read");
}

function literalOf({ parts }: WordNode): string | undefined {
  const [only, ...others] = parts;
  return only?.type === "Literal" && others.length === 0 ? only.value : undefined;
}

function wrapRead(read: SimpleCommand): Group {
  const literal = (value: string): Word => ({ type: "Literal", value });
  const status: Word = { type: "ParameterExpansion", parameter: "?", operation: null };
  const call = (...args: Word[]): SimpleCommand => ({
    type: "SimpleCommand",
    assignments: [],
    name: { type: "Word", parts: [literal(name)] },
    args: args.map((part) => ({ type: "Word", parts: [part] })),
    redirections: [],
  });
  const body = [call(literal("start")), read, call(literal("end"), status)].map(
    (command): StatementNode => ({
      type: "Statement",
      pipelines: [{ type: "Pipeline", commands: [command], negated: false }],
      operators: [],
      background: false,
    }),
  );
  return { type: "Group", body, redirections: [] };
}
