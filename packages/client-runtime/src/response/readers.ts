import type { Reader } from "../operation.ts";
import { readElements } from "./streams/read-elements.ts";
import { readText } from "./read-text.ts";

/** Whether a content type is JSON (WHATWG MIME Sniffing, "JSON MIME type"). */
function isJson(contentType: string): boolean {
  return /^[^;]+[/+]json\b/i.test(contentType);
}

/** Reads JSON. */
export const json: Reader = { type: "application/json", accepts: isJson, parse: JSON.parse };

/** Reads a JSON array, at once or element by element. */
export const jsonArray: Reader = {
  ...json,
  isUnlimited: true,
  stream: (body) => readElements(readText(body), body.maxItemSize),
};

/** Expects no body. JSON is ignored, anything else is an error: it comes from something in between. */
export const empty: Reader = {
  ...json,
  isOptional: true,
  parse: (text) => void (text && JSON.parse(text)),
};
