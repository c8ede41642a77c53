import { basename, dirname, extname, relative, sep } from "node:path";
import type { ApiDocument } from "../document/api-document.ts";

/** The files of a document, as they stand in the new package. */
export interface DocumentCopy {
  /** The path of the entry in the package, with `/`. */
  spec: string;
  /** Texts by path in the package, with `/`. */
  files: ReadonlyMap<string, string>;
  /** The original of each path. */
  originals: ReadonlyMap<string, string>;
}

/** Places a document in a package: one file as `openapi.yaml`, several in the folder `openapi`. */
export function copyDocument({ files, texts }: Pick<ApiDocument, "files" | "texts">): DocumentCopy {
  const [entry = ""] = files;
  const folder = files.length === 1 ? "" : commonFolder(files);
  const places = files.map((file) =>
    files.length === 1
      ? `openapi${endingOf(entry, texts[0] ?? "")}`
      : `openapi/${relative(folder, file).split(sep).join("/")}`,
  );
  return {
    spec: places[0] ?? "",
    files: new Map(places.map((place, index) => [place, texts[index] ?? ""])),
    originals: new Map(places.map((place, index) => [place, files[index] ?? ""])),
  };
}

function endingOf(file: string, text: string): string {
  const ending = extname(basename(file)).toLowerCase();
  if ([".yaml", ".yml", ".json"].includes(ending)) return ending;
  return text.trimStart().startsWith("{") ? ".json" : ".yaml";
}

function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? "");
  while (files.some((file) => relative(folder, file).startsWith(`..${sep}`)))
    folder = dirname(folder);
  return folder;
}
