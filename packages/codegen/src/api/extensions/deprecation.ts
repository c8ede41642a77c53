import type { JsonObject } from "../../document/read-document.ts";

/**
 * Extensions that give a reason; OpenAPI has no field for it. The first is what most generators that
 * read one call it, the second is in use with NSwag and in the descriptions of Adyen.
 */
export const reasonFields = ["x-deprecated-reason", "x-deprecatedMessage"] as const;

/**
 * Finds why an operation, a parameter, a schema or a property should not be used any more: what
 * an extension says, else the sentence of its description that starts with "Deprecated".
 *
 * @returns the reason on one line, `""` when none is given, `undefined` when it is not deprecated
 */
export function deprecationOf(object: JsonObject): string | undefined {
  if (object["deprecated"] !== true) return undefined;
  const given = reasonFields
    .map((field) => object[field])
    .find((reason) => typeof reason === "string");
  const description = object["description"];
  const found = given ?? (typeof description === "string" ? sentenceOf(description) : "");
  return found.replaceAll(/\s+/g, " ").trim();
}

/** `Lists pets. **Deprecated:** use listAnimals.` gives `Use listAnimals.` */
function sentenceOf(description: string): string {
  const match = /(?:^|[.!?\n]\s*)[*_`>\s[(]*deprecated\b[\])*_`]*(?<rest>[^]*)/i.exec(description);
  const [paragraph = ""] = (match?.groups?.["rest"] ?? "").split(/\n\s*\n/);
  // After "Deprecated." the reason is the next sentence; otherwise what is left of this one.
  const rest = paragraph.replace(/^[\s.:;,!*_–—-]+/, "");
  const [sentence = ""] = /^[^]*?(?:[.!?](?=\s|$)|$)/.exec(rest) ?? [];
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
