/** Tells whether a media type is one of JSON (WHATWG MIME Sniffing, "JSON MIME type"). */
export function isJson(contentType: string): boolean {
  return /^[^;]+[/+]json\b/i.test(contentType);
}

/** Tells whether a media type is that of server-sent events (WHATWG HTML, section 9.2.5). */
export function isEvents(contentType: string | null): boolean {
  // Of `null` it is asked whether the text "null" is one.
  return /^text\/event-stream/i.test(contentType as string);
}
