import { expect, it } from "vitest";
import { type BodyKind, bodyKind } from "./media-type.ts";

it.each<[mediaType: string, kind: BodyKind]>([
  ["application/json", "json"],
  ["Application/JSON", "json"],
  ["application/json; charset=utf-8", "json"],
  ["application/problem+json", "json"],
  ["application/vnd.api+json ;v=1", "json"],
  ["text/event-stream", "events"],
  ["text/event-stream;charset=utf-8", "events"],
  ["application/x-ndjson", "lines"],
  ["application/jsonl; charset=utf-8", "lines"],
  ["application/json-seq", "lines"],
  ["application/stream+json", "lines"],
  ["application/x-json-stream", "lines"],
  ["application/ld+json", "json"],
  ["text/plain; note=application/json", undefined],
  ["*/*", undefined],
])("%s", (mediaType, kind) => {
  expect(bodyKind(mediaType)).toBe(kind);
});
