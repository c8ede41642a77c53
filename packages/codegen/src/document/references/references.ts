import { existsSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { closest } from "../problems/closest.ts";
import { type JsonObject, isObject } from "../json-object.ts";
import { type Pointer, formatPointer, parsePointer, valueAt } from "../pointer.ts";
import { DocumentError } from "../problems/problem.ts";
import type { ProblemCode } from "../problems/problem-codes.ts";
import { fileOf } from "./file-of.ts";
import { stdinName } from "../remote/read-stdin.ts";
import { isUrl, publicUrl } from "../remote/location.ts";
import type { Input } from "../remote/input.ts";
import type { ReadOptions } from "../api-document.ts";
import { isDescription, refusal } from "../files/reference-root.ts";
import { SourceFile } from "../files/source-file.ts";

/** A place in a file. */
export interface Place {
  file: SourceFile;
  pointer: Pointer;
}

/** The schema with an `$id` that a reference stands in: what the reference starts from. */
export interface Resource extends Place {
  id: string;
}

/** Why a reference leads nowhere. */
export interface DeadEnd {
  code: ProblemCode;
  message: string;
}

/** Opens the files of a document, and finds what its references lead to. */
export class References {
  readonly #files = new Map<string, SourceFile>();
  readonly #failures = new Map<string, unknown>();
  readonly #anchors = new Map<SourceFile, readonly Anchor[]>();
  readonly #resources = new Map<string, Resource>();
  readonly #unread: SourceFile[] = [];
  readonly #root: string | undefined;
  readonly #options: Pick<ReadOptions, "onFile" | "inputs" | "onRemote" | "remoteFailures">;

  /** @param root absolute path of the folder that references may read from; none if absent */
  constructor(
    root: string | undefined,
    options: Pick<ReadOptions, "onFile" | "inputs" | "onRemote" | "remoteFailures"> = {},
  ) {
    this.#root = root;
    this.#options = options;
  }

  /** Absolute paths of the files that were opened, the entry first. */
  get files(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The text of each of these files. */
  get texts(): readonly string[] {
    return [...this.#files.values()].map(({ text }) => text);
  }

  /** @throws {DocumentError} when there is no such file, or it is neither YAML nor JSON */
  open(path: string): SourceFile {
    const known = this.#files.get(path);
    if (known) return known;
    if (this.#failures.has(path)) throw this.#failures.get(path);
    const input = this.#options.inputs?.get(path);
    if (!input) this.#options.onFile?.(path);
    try {
      const file = new SourceFile(path, nameOf(path, input), input);
      this.#files.set(path, file);
      this.#unread.push(file);
      return file;
    } catch (error) {
      this.#failures.set(path, error);
      throw error;
    }
  }

  /**
   * Finds what a reference leads to. A pointer may lead on through references that stand in its way.
   *
   * @throws {DocumentError} when it leads to a file that is neither YAML nor JSON
   * @see https://spec.openapis.org/oas/v3.1.1.html#relative-references-in-api-description-uris
   */
  find(
    ref: string,
    from: SourceFile,
    resource?: Resource,
    trail: ReadonlySet<string> = new Set(),
  ): Place | DeadEnd {
    const step = `${from.path} ${ref}`;
    if (trail.has(step))
      return { code: "circular-ref", message: `\`${ref}\` leads back to itself.` };
    const place = this.#start(ref, from, resource);
    if ("code" in place) return place;
    return this.#follow(place, ref, new Set(trail).add(step));
  }

  /**
   * Follows a place through what is a reference and no more: such a file has nothing to give a name
   * to; a component of the entry document has.
   */
  end(place: Place, entry: SourceFile): Place {
    const passed = new Set<string>();
    for (let at = place; !passed.has(placeName(at));) {
      passed.add(placeName(at));
      const value = valueAt(at.file.value, at.pointer);
      const isComponent =
        at.file === entry && at.pointer.length === 3 && at.pointer[0] === "components";
      if (
        isComponent ||
        !isObject(value) ||
        typeof value["$ref"] !== "string" ||
        Object.keys(value).length > 1
      )
        return at;
      const next = this.find(value["$ref"], at.file);
      if ("code" in next) return at;
      at = next;
    }
    return place;
  }

  /** @returns where the way to the place starts that `ref` names, the place itself not yet looked at */
  #start(ref: string, from: SourceFile, resource: Resource | undefined): Place | DeadEnd {
    const hash = ref.indexOf("#");
    const [location, fragment] = hash < 0 ? [ref, ""] : [ref.slice(0, hash), ref.slice(hash + 1)];
    if (location === "") return this.#inside(from, resource, fragment, ref);
    const named = this.#byId(resource ? absolute(location, resource.id) : location);
    if (named) return this.#inside(named.file, named, fragment, ref);
    const path = fileOf(location, from.base);
    if (path === undefined || isUrl(path)) {
      const file = path === undefined ? undefined : this.#openRemote(path);
      return file ? this.#inside(file, undefined, fragment, ref) : this.#remote(ref, path ?? "");
    }
    if (this.#root === undefined || isUrl(from.base))
      return { code: "forbidden-ref", message: `\`${ref}\` is a file, and the document is not.` };
    const why = this.#files.has(path) ? undefined : refusal(this.#root, path);
    if (why !== undefined) return { code: "forbidden-ref", message: `\`${ref}\` ${why}` };
    if (!this.#files.has(path) && !existsSync(path)) {
      this.#options.onFile?.(path);
      return {
        code: "unresolved-ref",
        message: `\`${ref}\` refers to a file that does not exist.`,
      };
    }
    const file = this.#openReferred(path);
    if (file) return this.#inside(file, undefined, fragment, ref);
    const message = `\`${ref}\` leads to a file that is not an API description.`;
    return { code: "forbidden-ref", message };
  }

  /** @returns the document at a URL, or `undefined` if it was not downloaded or is no API description */
  #openRemote(url: string): SourceFile | undefined {
    if (!this.#options.inputs?.has(url)) return undefined;
    return this.#openReferred(url);
  }

  #remote(ref: string, url: string): DeadEnd {
    const isKnown = this.#options.inputs?.has(url) === true;
    const failure = isKnown ? "is not an API description." : this.#options.remoteFailures?.get(url);
    if (failure !== undefined) return { code: "remote-ref", message: `\`${ref}\` ${failure}` };
    if (isUrl(url)) this.#options.onRemote?.(url);
    const message = `\`${ref}\` is on another machine. Save it beside the document and refer to the file, or allow downloads with --remote-refs.`;
    return { code: "remote-ref", message };
  }

  /** @returns the file, or `undefined` if it is not an API description, of which no line may be shown */
  #openReferred(path: string): SourceFile | undefined {
    const isNamedSo = /\.(ya?ml|json)$/i.test(path);
    try {
      const file = this.open(path);
      const isEntry = this.files[0] === path;
      return isEntry || isDescription(file) ? file : undefined;
    } catch (error) {
      if (isNamedSo || !DocumentError.isInstance(error)) throw error;
      return undefined;
    }
  }

  /** JSON Schema 2020-12, Core, sections 8.2.2 and 9.2. */
  #inside(
    file: SourceFile,
    resource: Resource | undefined,
    fragment: string,
    ref: string,
  ): Place | DeadEnd {
    const base = resource?.pointer ?? [];
    const pointer = parsePointer(fragment);
    if (pointer) {
      const within = [...base, ...pointer];
      // Documents also count from their own root where they should count from the nearest `$id`.
      const pointers =
        base.length === 0 || valueAt(file.value, within) !== undefined ? within : pointer;
      return { file, pointer: pointers };
    }
    const anchors = this.#anchorsOf(file).filter(({ name, id }) => !id && name === fragment);
    const anchor =
      anchors.find((each) => base.every((segment, index) => each.pointer[index] === segment)) ??
      anchors[0];
    if (anchor) return { file, pointer: anchor.pointer };
    const message = `\`${ref}\` is neither a JSON Pointer nor an \`$anchor\`: write \`#/components/schemas/Name\`.`;
    return { code: "unresolved-ref", message };
  }

  #follow({ file, pointer }: Place, ref: string, trail: ReadonlySet<string>): Place | DeadEnd {
    let value = file.value;
    for (const [index, segment] of pointer.entries()) {
      if (typeof value === "object" && value !== null && Object.hasOwn(value, segment)) {
        value = (value as JsonObject)[segment];
      } else if (isObject(value) && typeof value["$ref"] === "string") {
        const next = this.find(value["$ref"], file, undefined, trail);
        return "code" in next
          ? next
          : this.#follow(
              { file: next.file, pointer: [...next.pointer, ...pointer.slice(index)] },
              ref,
              trail,
            );
      } else {
        const name = isObject(value) ? closest(segment, Object.keys(value)) : undefined;
        const hint = name === undefined ? "" : ` Did you mean \`${name}\`?`;
        return { code: "unresolved-ref", message: `\`${ref}\` leads nowhere.${hint}` };
      }
    }
    return { file, pointer };
  }

  #byId(id: string): Resource | undefined {
    for (let file = this.#unread.pop(); file; file = this.#unread.pop()) {
      for (const { name, pointer } of this.#anchorsOf(file).filter((anchor) => anchor.id)) {
        this.#resources.set(name, { id: name, file, pointer });
      }
    }
    return this.#resources.get(id);
  }

  #anchorsOf(file: SourceFile): readonly Anchor[] {
    let anchors = this.#anchors.get(file);
    if (!anchors)
      this.#anchors.set(
        file,
        (anchors = /\$(id|self|anchor|dynamicAnchor)\b/.test(file.text)
          ? [...anchorsIn(file.value, [])]
          : []),
      );
    return anchors;
  }
}

/** A name that a schema has beside its place. */
interface Anchor {
  name: string;
  /** Whether the name is an `$id`, a URI, rather than an anchor within a file. */
  id: boolean;
  pointer: Pointer;
}

function* anchorsIn(value: unknown, pointer: Pointer): Generator<Anchor> {
  if (typeof value !== "object" || value === null) return;
  for (const [field, content] of Object.entries(value)) {
    const isId = field === "$id" || (field === "$self" && pointer.length === 0);
    if (isId && typeof content === "string") yield { name: content, id: true, pointer };
    else if ((field === "$anchor" || field === "$dynamicAnchor") && typeof content === "string")
      yield { name: content, id: false, pointer };
    else yield* anchorsIn(content, [...pointer, field]);
  }
}

/** @returns how messages call a file */
function nameOf(path: string, input: Input | undefined): string {
  if (isUrl(path)) return publicUrl(path);
  if (input) return stdinName;
  const name = relative(process.cwd(), path);
  return name.startsWith("..") || isAbsolute(name) ? path : name;
}

function absolute(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).href : location;
}

/** @returns a name of the place that does not depend on the machine, to tell it from others and to sort by */
export function placeName({ file, pointer }: Place): string {
  return `${file.path}#${formatPointer(pointer)}`;
}
