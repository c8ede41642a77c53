/** @returns the words of a name, however it is written: `listMailboxes`, `list-mailboxes`, `HTTPServer2`, `userIDs` */
export function words(name: string): string[] {
  return (
    name.match(/\p{Lu}{2,}s(?!\p{Ll})|\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?\p{Ll}+\d*|\p{Lo}+\d*|\d+/gu) ??
    []
  );
}

/** @returns the name in camelCase, `""` when nothing of it can stand in an identifier */
export function camelCase(name: string): string {
  const [first = "", ...rest] = words(name).map((word) => word.toLowerCase());
  return first + rest.map(capitalize).join("");
}

/** @returns the name in camelCase as the beginning of an identifier, also where it has no letter or starts with a digit */
export function identifierStart(name: string): string {
  const camel = camelCase(name);
  return camel === "" ? hexName(name) : camel.replace(/^(?=\d)/, "_");
}

/** @returns the name as a type: unchanged when it reads as one, else in PascalCase */
export function typeName(name: string): string {
  if (/^[A-Z]\w*$/.test(name)) return name;
  const pascal = words(name).map(capitalize).join("");
  if (pascal !== "") return /^\d/.test(pascal) ? `_${pascal}` : pascal;
  return hexName(name);
}

/** `--` is `_2d_2d`. */
function hexName(name: string): string {
  return `_${Array.from(name, (character) => character.codePointAt(0)?.toString(16)).join("_")}`;
}

/** @returns whether an English noun is in the plural, as far as its end tells */
export function isPlural(noun: string): boolean {
  return irregular.has(noun.toLowerCase()) || (/s$/i.test(noun) && !/(ss|us|is)$/i.test(noun));
}

/** Plurals that do not end with an s, and their singulars. */
const irregular: ReadonlyMap<string, string> = new Map([
  ["children", "child"],
  ["criteria", "criterion"],
  ["media", "medium"],
  ["people", "person"],
]);

/** @returns whether the two words are the singular and the plural of one noun, or the same */
export function sameNoun(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x === y || isPluralOf(y, x) || isPluralOf(x, y);
}

function isPluralOf(many: string, one: string): boolean {
  const regular = [`${one}s`, `${one}es`, one.replace(/y$/, "ies")];
  return regular.includes(many) || irregular.get(many) === one;
}

/** @returns the word with an upper-case letter first */
export function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
