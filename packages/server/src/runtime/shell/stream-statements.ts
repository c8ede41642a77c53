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

/**
 * Streams the output of a script. just-bash returns it when the script has ended. With this plugin each
 * statement of the script, also inside loops and conditions, appends its output to a file as soon as it has
 * ended: `echo a >> /dev/.stdout 2>> /dev/.stderr`. A function, a pipeline and a nested shell count
 * as one statement.
 */
export const streamStatements: TransformPlugin = {
  name: "stream-statements",
  transform: ({ ast }) => ({ ast: streamScript(ast) }),
};

/** @returns whether a script may redirect its own output with `exec > log`, which must stay in effect */
export function redirectsItself(script: string): boolean {
  return /(?<![-\w])exec\b/.test(script);
}

function streamScript(script: ScriptNode): ScriptNode {
  return { ...script, statements: script.statements.map(streamStatement) };
}

function streamStatement(statement: StatementNode): StatementNode {
  return statement.deferredError
    ? statement
    : { ...statement, pipelines: statement.pipelines.map(streamPipeline) };
}

function streamPipeline(pipeline: PipelineNode): PipelineNode {
  const { commands, pipeStderr } = pipeline;
  const [only, ...others] = commands;
  const inside = only && others.length === 0 ? streamInside(only) : undefined;
  if (inside) return { ...pipeline, commands: [inside] };
  const last = commands.length - 1;
  return {
    ...pipeline,
    commands: commands.map((command, index) =>
      redirect(command, [
        ...(index === last ? [append(1, "/dev/.stdout")] : []),
        ...(pipeStderr?.[index] ? [] : [append(2, "/dev/.stderr")]),
      ]),
    ),
  };
}

/** Redirections of the command itself come later, and win. */
function redirect(command: CommandNode, redirections: readonly Redirection[]): CommandNode {
  const isSilent =
    command.type === "FunctionDef" || (command.type === "SimpleCommand" && command.name === null);
  return isSilent
    ? command
    : { ...command, redirections: [...redirections, ...command.redirections] };
}

/** @returns the command with its inner statements streamed, if it has any and its output is not redirected */
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
