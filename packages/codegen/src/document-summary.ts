import type { Api } from "./api/api.ts";

/** Counts of the things that a document describes. */
export interface DocumentSummary {
  title: string;
  version: string;
  /** Operations, and the resources that a client arranges them in. */
  operations: number;
  resources: number;
  schemas: number;
  securitySchemes: number;
  /** Operations that return a list in pages. */
  paginated: number;
  /** Operations that return a stream of events. */
  streams: number;
  /** Operations that take a file. */
  uploads: number;
}

/** Counts what a document describes. */
export function summarize(api: Api): DocumentSummary {
  const { operations } = api;
  const hasType = (types: readonly string[], pattern: RegExp): boolean =>
    types.some((type) => pattern.test(type));
  return {
    title: api.title,
    version: api.version,
    operations: operations.length,
    resources: new Set(operations.map(({ resource }) => resource)).size,
    schemas: api.schemas.length,
    securitySchemes: api.securitySchemes.size,
    paginated: operations.filter(({ pagination }) => pagination).length,
    streams: operations.filter(({ responses }) =>
      responses.some(({ contentTypes }) => hasType(contentTypes, /event-stream/i)),
    ).length,
    uploads: operations.filter(({ requestBody }) =>
      hasType(requestBody?.contentTypes ?? [], /^multipart\/form-data|octet-stream/i),
    ).length,
  };
}

/** @returns the summary as a sentence, without what is not there */
export function describeSummary(summary: DocumentSummary): string {
  const { title, version, operations, resources } = summary;
  const counts: readonly [count: number, one: string, many: string][] = [
    [summary.schemas, "schema", "schemas"],
    [summary.securitySchemes, "security scheme", "security schemes"],
    [summary.paginated, "list in pages", "lists in pages"],
    [summary.streams, "event stream", "event streams"],
    [summary.uploads, "upload", "uploads"],
  ];
  const found = [
    `${plural(operations, "operation", "operations")} of ${plural(resources, "resource", "resources")}`,
    ...counts.flatMap(([count, one, many]) => (count === 0 ? [] : [plural(count, one, many)])),
  ];
  const name = `${title} ${version}`.trim();
  return `${name === "" ? "The document" : name} has ${joined(found)}.`;
}

function joined(list: readonly string[]): string {
  if (list.length < 2) return list.join("");
  return `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
}

function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
