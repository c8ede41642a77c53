import type { Pointer } from "../pointer.ts";

interface Entry {
  key: number;
  value: number;
}

/**
 * Finds the places of values in a JSON text. It reads only the parts that lead to a value, each once,
 * because the syntax tree of a large text would take seconds and gigabytes.
 */
export class JsonPlaces {
  readonly #text: string;
  readonly #entries = new Map<number, ReadonlyMap<string, Entry>>();

  /** @param text well-formed JSON */
  constructor(text: string) {
    this.#text = text;
  }

  /**
   * @param at whether to point at the property's name or at its value
   * @returns the offset of the value, or of the nearest value around it if it does not exist
   */
  offset(pointer: Pointer, at: "key" | "value"): number {
    let offset = this.#skipSpace(0);
    for (const [index, segment] of pointer.entries()) {
      const entry = this.#entriesAt(offset).get(segment);
      if (!entry) return offset;
      offset = at === "key" && index === pointer.length - 1 ? entry.key : entry.value;
    }
    return offset;
  }

  #entriesAt(start: number): ReadonlyMap<string, Entry> {
    let entries = this.#entries.get(start);
    if (!entries) this.#entries.set(start, (entries = new Map(this.#read(start))));
    return entries;
  }

  *#read(start: number): Generator<[string, Entry]> {
    const open = this.#text[start];
    if (open !== "{" && open !== "[") return;
    let offset = this.#skipSpace(start + 1);
    for (let index = 0; !"]}".includes(this.#text[offset] ?? "}"); index++) {
      const key = offset;
      let name = String(index);
      if (open === "{") {
        const end = this.#skipString(offset);
        name = JSON.parse(this.#text.slice(offset, end)) as string;
        offset = this.#skipSpace(this.#skipSpace(end) + 1);
      }
      yield [name, { key, value: offset }];
      offset = this.#skipSpace(this.#skipValue(offset));
      if (this.#text[offset] === ",") offset = this.#skipSpace(offset + 1);
    }
  }

  #skipSpace(offset: number): number {
    while (" \n\r\t".includes(this.#text[offset] ?? "x")) offset++;
    return offset;
  }

  #skipString(offset: number): number {
    for (
      let end = this.#text.indexOf('"', offset + 1);
      end >= 0;
      end = this.#text.indexOf('"', end + 1)
    ) {
      let escapes = 0;
      while (this.#text[end - 1 - escapes] === "\\") escapes++;
      if (escapes % 2 === 0) return end + 1;
    }
    return this.#text.length;
  }

  #skipValue(offset: number): number {
    const first = this.#text[offset];
    if (first === '"') return this.#skipString(offset);
    const token = first === "{" || first === "[" ? /["{}[\]]/g : /[,\]}\s]|$/g;
    token.lastIndex = offset;
    if (first !== "{" && first !== "[") return token.exec(this.#text)?.index ?? this.#text.length;
    let depth = 0;
    for (let match = token.exec(this.#text); match; match = token.exec(this.#text)) {
      if (match[0] === '"') token.lastIndex = this.#skipString(match.index);
      else depth += match[0] === "{" || match[0] === "[" ? 1 : -1;
      if (depth === 0) return token.lastIndex;
    }
    return this.#text.length;
  }
}
