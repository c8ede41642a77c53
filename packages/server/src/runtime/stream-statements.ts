import type { PipelineNode, ScriptNode, StatementNode, TransformPlugin, WordNode } from "just-bash";

type CommandNode = PipelineNode["commands"][number];
type Redirection = Extract<CommandNode, { type: "Group" }>["redirections"][number];

const word = (value: string): WordNode => ({ type: "Word", parts: [{ type: "Literal", value }] });
const append = (fd: number, path: string): Redirection => ({
  type: "Redirection",
  fd,
  operator: ">>",
  target: word(path),
});
const toStreams = (): Redirection[] => [append(1, "/dev/.stdout"), append(2, "/dev/.stderr")];

/**
 * just-bash gives the output of a script when the script has ended. With this plugin each statement
 * of the script, those inside loops and conditions too, appends its output to a file as soon as it
 * has ended: `{ echo a; } >> /dev/.stdout 2>> /dev/.stderr`. A function, a pipeline and a nested
 * shell are one statement.
 */
export const streamStatements: TransformPlugin = {
  name: "stream-statements",
  transform: ({ ast }) => ({ ast: streamScript(ast) }),
};

function streamScript(script: ScriptNode): ScriptNode {
  return { ...script, statements: script.statements.map(streamStatement) };
}

function streamStatement(statement: StatementNode): StatementNode {
  return statement.deferredError
    ? statement
    : { ...statement, pipelines: statement.pipelines.map(streamPipeline) };
}

function streamPipeline(pipeline: PipelineNode): PipelineNode {
  const [command, ...others] = pipeline.commands;
  if (command === undefined || command.type === "FunctionDef") return pipeline;
  const inside = others.length > 0 || pipeline.timed ? undefined : streamInside(command);
  if (inside) return { ...pipeline, commands: [inside] };
  const group: CommandNode = {
    type: "Group",
    body: [
      {
        type: "Statement",
        pipelines: [{ ...pipeline, negated: false }],
        operators: [],
        background: false,
      },
    ],
    redirections: toStreams(),
  };
  return { type: "Pipeline", commands: [group], negated: pipeline.negated };
}

/** @returns the command with its statements streamed, where it has any and its output goes nowhere else */
function streamInside(command: CommandNode): CommandNode | undefined {
  if (command.redirections.length > 0) return undefined;
  switch (command.type) {
    case "For":
    case "CStyleFor":
    case "Group":
    case "Subshell":
      return { ...command, body: command.body.map(streamStatement) };
    case "While":
    case "Until":
      return {
        ...command,
        condition: command.condition.map(streamStatement),
        body: command.body.map(streamStatement),
      };
    case "If":
      return {
        ...command,
        clauses: command.clauses.map(({ condition, body }) => ({
          condition: condition.map(streamStatement),
          body: body.map(streamStatement),
        })),
        elseBody: command.elseBody?.map(streamStatement) ?? null,
      };
    case "Case":
      return {
        ...command,
        items: command.items.map((item) => ({ ...item, body: item.body.map(streamStatement) })),
      };
    default:
      return undefined;
  }
}
