/**
 * @returns the element of the page with this id
 * @throws {Error} if there is none, or it has another type
 */
export function find<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${type.name} #${id}.`);
  return found;
}

/** @param children elements, and texts that are never parsed as HTML */
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

/** Sets a text only if it differs, because a new text loses its selection and screen readers read it again. */
export function setText(target: Node, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
