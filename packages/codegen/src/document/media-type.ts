/**
 * The form of a body: a JSON text, a stream of events, JSON values one after the other (`lines`), or
 * none of these.
 */
export type BodyKind = "json" | "events" | "lines" | undefined;

/**
 * @param mediaType a key of `content`, with parameters or without
 * @returns the form of a body of that type
 * @see https://www.rfc-editor.org/rfc/rfc6839.html#section-3.1 for `+json`
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html for `text/event-stream`
 * @see https://spec.openapis.org/oas/v3.2.0.html#sequential-json for JSON lines
 */
export function bodyKind(mediaType: string): BodyKind {
  const name = essenceOf(mediaType);
  if (name === "text/event-stream") return "events";
  if (/[/.+-](ndjson|jsonl|jsonlines|json-seq|json-stream)$|stream\+json$/.test(name))
    return "lines";
  return /[/+]json$/.test(name) ? "json" : undefined;
}

/** @returns the media type without parameters, in lower case (RFC 9110, section 8.3.1) */
export function essenceOf(mediaType: string): string {
  return mediaType.replace(/;.*$/s, "").trim().toLowerCase();
}
