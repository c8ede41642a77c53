import { UsageError } from "../usage-error.ts";

/** The lines of a usage text that explain `--database`. */
export const databaseUsage = `  --database DATABASE   memory, a file, or a postgres:// URL
                        (default: the variable DATABASE_URL, or else sandboxes.db)`;

/**
 * Reads the option `--database`.
 *
 * @param value the value on the command line, or `undefined` if the option is absent
 * @throws {UsageError} if the value is empty
 */
export function readDatabase(value: string | undefined): string {
  if (value === "")
    throw new UsageError(
      "--database takes memory, a file, or a postgres:// URL. It is empty: is a variable not set?",
    );
  return value ?? (process.env["DATABASE_URL"] || "sandboxes.db");
}
