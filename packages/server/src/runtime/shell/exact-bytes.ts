import type { Bash, Command } from "just-bash";
import { decodeEscapes, markBytes } from "./byte-escapes.ts";
import { decodeLosslessly, encodeLosslessly } from "./lossless-text.ts";

type Execute = Command["execute"];

/** Makes `echo` and `printf` of a shell write the exact bytes of their escapes. */
export function writeExactBytes(bash: Bash): void {
  // just-bash has no other way to call a program that was replaced.
  const commands: unknown = Reflect.get(bash, "commands");
  if (!(commands instanceof Map)) return;
  const wrap = (name: string, mark: (args: string[]) => string[]): void => {
    const command = commands.get(name) as { execute: Execute } | undefined;
    if (!command) return;
    const execute: Execute = async (args, context) => {
      const result = await command.execute(mark(args), context);
      // Neighbouring markers may be the bytes of one character.
      return { ...result, stdout: decodeLosslessly(encodeLosslessly(result.stdout)) };
    };
    commands.set(name, { ...command, execute });
  };
  wrap("printf", markPrintf);
  wrap("echo", markEcho);
  for (const name of ["awk", "sed"]) wrap(name, (args) => args.map(decodeEscapes));
}

function markPrintf(args: string[]): string[] {
  // A variable can hold only characters.
  if (args[0] === "-v") return args.map(decodeEscapes);
  const start = args[0] === "--" ? 1 : 0;
  const [format, ...values] = args.slice(start);
  if (format === undefined) return args;
  // One letter per argument of a conversion, with `*` for a width or a precision.
  const conversions = /%[-+ #0]*(\*|\d+)?(?:\.(\*|\d+)?)?[hlLqjzt]*([a-zA-Z%(])/g;
  const takers = [...format.matchAll(conversions)].flatMap(([, width, precision, letter]) =>
    [width, precision, letter].filter(
      (part, index) => part === "*" || (index === 2 && part !== "%"),
    ),
  );
  // `printf` repeats the format for the remaining arguments.
  const marked = values.map((value, index) =>
    takers[index % takers.length] === "b" ? markBytes(value, "argument") : value,
  );
  return [...args.slice(0, start), markBytes(format, "format"), ...marked];
}

function markEcho(args: string[]): string[] {
  const end = args.findIndex((arg) => !/^-[neE]+$/.test(arg));
  const options = end === -1 ? args : args.slice(0, end);
  // The last of these options wins.
  const isOn = options.join("").replaceAll(/[^eE]/g, "").endsWith("e");
  return isOn
    ? [...options, ...args.slice(options.length).map((arg) => markBytes(arg, "echo"))]
    : args;
}
