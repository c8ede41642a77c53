import { parseDuration } from "@sandboxes/test-double";
import type {
  CommandAnswer,
  CommandMatcher,
  CommandResult,
  OnExec,
  SandboxCommand,
} from "./command-answer.ts";

/** The answers to commands of a test. */
export interface CommandAnswers {
  readonly add: OnExec;
  /**
   * Uses up one answer to a command.
   *
   * @returns its result; `undefined` if no answer fits
   * @throws {TypeError} if the function of the answer returns no valid result
   */
  take(command: SandboxCommand): Promise<CommandResult | undefined>;
  clear(): void;
}

interface Entry {
  readonly matcher: CommandMatcher;
  readonly answer: CommandAnswer;
  left: number;
}

/** Creates an empty list of answers. */
export function createCommandAnswers(): CommandAnswers {
  let entries: Entry[] = [];
  return {
    add: (matcher, answer, { times = Infinity } = {}) => {
      checkMatcher(matcher);
      if (typeof answer !== "function") checkResult(answer);
      if (!(times === Infinity || (Number.isInteger(times) && times > 0)))
        throw new TypeError(`times must be a whole number above 0. It is ${String(times)}.`);
      entries.unshift({ matcher, answer, left: times });
    },
    take: async (command) => {
      const entry = entries.find(({ matcher }) => fits(matcher, command));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left === 0) entries = entries.filter((other) => other !== entry);
      const { answer } = entry;
      return typeof answer === "function" ? checkResult(await answer(command)) : answer;
    },
    clear: () => {
      entries = [];
    },
  };
}

/** @returns the command line, with the arguments */
export function lineOf({ command, args = [] }: Pick<SandboxCommand, "command" | "args">): string {
  return [command, ...args].join(" ");
}

function fits(matcher: CommandMatcher, command: SandboxCommand): boolean {
  if (typeof matcher === "function") return matcher(command);
  const line = lineOf(command);
  // Unlike `test`, `search` ignores the position that a global pattern keeps.
  return typeof matcher === "string" ? line === matcher : line.search(matcher) !== -1;
}

function checkMatcher(matcher: unknown): void {
  if (typeof matcher === "string" || typeof matcher === "function" || matcher instanceof RegExp)
    return;
  throw new TypeError(
    `The first argument of onExec must be a command line, a regular expression or a function. It is ${describe(matcher)}.`,
  );
}

const texts = ["stdout", "stderr"] as const;
const known = new Set<string>([...texts, "output", "exitCode", "after"]);

function checkResult(result: CommandResult): CommandResult {
  if (typeof result !== "object" || result === null || Array.isArray(result))
    throw new TypeError(
      `The result of a command must be an object such as { stdout: "done\\n" }. It is ${describe(result)}.`,
    );
  const stranger = Object.keys(result).find((name) => !known.has(name));
  if (stranger !== undefined)
    throw new TypeError(
      `The result of a command has no property ${stranger}. It may have ${[...known].join(", ")}.`,
    );
  const { exitCode = 0, output = [] } = result;
  if (!Number.isInteger(exitCode) || exitCode < 0 || exitCode > 255)
    throw new TypeError(
      `The exitCode of a command must be a whole number from 0 to 255. It is ${describe(exitCode)}.`,
    );
  for (const piece of [result, ...output]) {
    if (piece.after !== undefined) parseDuration(piece.after);
    for (const name of texts)
      if (piece[name] !== undefined && typeof piece[name] !== "string")
        throw new TypeError(
          `The ${name} of a command must be a string. It is ${describe(piece[name])}.`,
        );
  }
  return result;
}

function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
