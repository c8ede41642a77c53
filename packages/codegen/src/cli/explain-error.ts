import { ConfigError } from "../config/config-error.ts";
import { DocumentError } from "../document/problems/problem.ts";
import { exitCodes } from "./exit-codes.ts";
import { rejection } from "./print-problems.ts";

/** The message and exit code for an error. */
export interface Explanation {
  message: string;
  code: number;
}

/** @returns the message and the exit code of an error, or `undefined` for a bug of this package */
export function explainError(error: unknown): Explanation | undefined {
  if (DocumentError.isInstance(error))
    return { message: rejection(error), code: exitCodes.rejected };
  if (ConfigError.isInstance(error)) return { message: error.message, code: exitCodes.usage };
  // An error of the file system or the network.
  const isKnown = error instanceof Error && (error as NodeJS.ErrnoException).code !== undefined;
  return isKnown ? { message: error.message, code: exitCodes.rejected } : undefined;
}
