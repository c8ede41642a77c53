const longest = 40;

/** @returns text that a caller sent, in quotes and no longer than a message can bear */
export function quote(text: string): string {
  const characters = Array.from(text);
  return JSON.stringify(
    characters.length > longest ? `${characters.slice(0, longest).join("")}…` : text,
  );
}
