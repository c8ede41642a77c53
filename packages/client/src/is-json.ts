/** Tells whether a media type is one of JSON (WHATWG MIME Sniffing, "JSON MIME type"). */
export function isJson(contentType: string): boolean {
  return /^[^;]+[/+]json\s*(;|$)/i.test(contentType);
}
