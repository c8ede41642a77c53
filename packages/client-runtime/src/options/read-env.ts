/**
 * Reads an environment variable, in a runtime that has some.
 *
 * @returns its value; `undefined` when it is empty or not set, when the runtime has no
 *   environment (browsers, workers), or when it does not let this be read (Deno)
 */
export function readEnv(name: string): string | undefined {
  try {
    type Env = { process?: { env?: Record<string, string | undefined> } };
    return (globalThis as Env).process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}
