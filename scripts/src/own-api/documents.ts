import { createRequire } from "node:module";
import { basename, delimiter, extname, join, resolve } from "node:path";
import { repository } from "../repository.ts";

/** A document that the guide is followed with. */
export interface GuideDocument {
  /** The name that a block of the guide knows it by. */
  readonly name: string;
  readonly path: string;
  /** Whether `--fast` leaves it out. */
  readonly isSlow?: true;
}

const { resolve: find } = createRequire(import.meta.url);

/**
 * Lists the documents: the guide's own, and those of three public APIs. npm has no package with E2B's
 * document, so a reduced one of the same shape stands in for it.
 *
 * The variable `OWN_API_DOCUMENTS` replaces them by others: paths, separated as in `PATH`.
 */
export function guideDocuments(): GuideDocument[] {
  const given = process.env["OWN_API_DOCUMENTS"] ?? "";
  if (given !== "")
    return given
      .split(delimiter)
      .filter((path) => path !== "")
      .map((path) => ({ name: basename(path, extname(path)), path: resolve(path) }));
  return [
    { name: "acme", path: join(repository, "docs/your-own-api/openapi.yaml") },
    { name: "e2b", path: join(import.meta.dirname, "e2b-reduced.yaml"), isSlow: true },
    {
      name: "train-travel",
      path: find("@readme/oas-examples/3.1/json/train-travel.json"),
      isSlow: true,
    },
    {
      name: "github",
      path: find("@octokit/openapi/generated/api.github.com.json"),
      isSlow: true,
    },
  ];
}
