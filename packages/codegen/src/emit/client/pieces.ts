/** Collects the values and types that a generated client imports from the runtime. */
export class Pieces {
  readonly #values = new Set<string>();
  readonly #types = new Set<string>();

  /** @returns the name of a value, which is then imported */
  value(name: string): string {
    this.#values.add(name);
    return name;
  }

  /** @returns the name of a type, which is then imported */
  type(name: string): string {
    this.#types.add(name);
    return name;
  }

  /** Adds all names of another collection. */
  add(other: Pieces): void {
    for (const name of other.#values) this.#values.add(name);
    for (const name of other.#types) this.#types.add(name);
  }

  /** @returns all names */
  names(): string[] {
    return [...this.#values, ...this.#types];
  }

  /** @returns the import declaration */
  toImport(module: string): string {
    const types = [...this.#types].sort().map((name) => `type ${name}`);
    const names = [...types, ...[...this.#values].sort()];
    return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "${module}";\n`;
  }
}
