const maxCharacters = 40;

/** @returns text of a caller in quotes, cut after 40 characters, for an error message */
export function quote(text: string): string {
  const characters = Array.from(text);
  return JSON.stringify(
    characters.length > maxCharacters ? `${characters.slice(0, maxCharacters).join("")}…` : text,
  );
}
