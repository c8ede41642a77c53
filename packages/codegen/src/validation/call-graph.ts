/** Which functions of a compiler call which, and which check less than their schema. */
export class CallGraph {
  readonly #calls = new Map<string, Set<string>>();
  readonly #incomplete = new Set<string>();
  /** The function whose body is being written. */
  current: string | undefined;

  /** Notes that the current function calls another one. */
  call(name: string): void {
    if (this.current === undefined) return;
    const calls = this.#calls.get(this.current) ?? new Set();
    this.#calls.set(this.current, calls.add(name));
  }

  /** @returns the functions that a function calls */
  calledBy(name: string): Iterable<string> {
    return this.#calls.get(name) ?? [];
  }

  /** Notes that the current function cannot check all of its schema. */
  markIncomplete(): void {
    if (this.current !== undefined) this.#incomplete.add(this.current);
  }

  /** @returns the functions that check less than their schema, and those that call one */
  incomplete(): ReadonlySet<string> {
    const callers = new Map<string, string[]>();
    if (this.#incomplete.size > 0)
      for (const [caller, called] of this.#calls)
        for (const name of called) callers.set(name, [...(callers.get(name) ?? []), caller]);
    const found = new Set(this.#incomplete);
    for (const name of found) for (const caller of callers.get(name) ?? []) found.add(caller);
    return found;
  }
}
