import type { Reader } from "../operation.ts";

/** @returns a test for one media type, or for all of a range such as `image/*` */
function typeTest(type: string): (contentType: string) => boolean {
  const essence = essenceOf(type);
  if (essence === "*/*") return () => true;
  const range = essence.endsWith("/*") ? essence.slice(0, -1) : undefined;
  return (contentType) => {
    const actual = essenceOf(contentType);
    return range === undefined ? actual === essence : actual.startsWith(range);
  };
}

function essenceOf(type: string): string {
  return type.replace(/;.*/s, "").trim().toLowerCase();
}

/** Reads text of a media type. */
export function text(type: string): Reader {
  return { type, accepts: typeTest(type) };
}

/** Reads a file: a `Blob`, or, as a stream, its bytes. */
export function binary(type: string): Reader {
  return { type, accepts: typeTest(type), isUnlimited: true, read: (response) => response.blob() };
}
