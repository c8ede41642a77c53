/** What a body of a media type is, to the emitters: a JSON text, a stream of events, or neither. */
export type BodyKind = "json" | "events" | undefined;

/**
 * @param mediaType a key of `content`, with parameters or without
 * @returns what a body of that type is
 * @see https://www.rfc-editor.org/rfc/rfc6839.html#section-3.1 for `+json`
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html for `text/event-stream`
 */
export function bodyKind(mediaType: string): BodyKind {
  // RFC 9110, section 8.3.1: names are the same in any case, and parameters follow a semicolon.
  const name = mediaType.replace(/;.*$/s, "").trim().toLowerCase();
  if (name === "text/event-stream") return "events";
  return /[/+]json$/.test(name) ? "json" : undefined;
}
