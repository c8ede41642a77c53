/**
 * @param type a media type of a message, with or without parameters
 * @param range a media type of a document, or a range such as `image/*`
 * @returns whether the type is in the range (RFC 9110, section 12.5.1)
 */
export function isMediaType(type: string, range: string): boolean {
  const [actual, wanted] = [essenceOf(type), essenceOf(range)];
  if (wanted === "*/*") return true;
  return wanted.endsWith("/*") ? actual.startsWith(wanted.slice(0, -1)) : actual === wanted;
}

/** @returns a media type without its parameters, in lower case */
function essenceOf(type: string): string {
  return type.replace(/;.*/s, "").trim().toLowerCase();
}
