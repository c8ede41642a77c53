/**
 * @returns the element of the page with this id
 * @throws {Error} when there is none, or it is another one
 */
export function find<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} #${id}.`);
  return found;
}

/** @param children texts, which are never read as HTML, and elements */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (string | Node)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** Writes a text where it differs: what is written anew loses its selection, and is read out again. */
export function setText(target: Node, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
