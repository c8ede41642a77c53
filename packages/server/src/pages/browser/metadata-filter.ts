import type { Pair } from "./api.ts";
import { element, find } from "./element.ts";

/** The metadata pairs that filter the list. */
export interface MetadataFilter {
  readonly pairs: readonly Pair[];
}

/** @param onChange called after each change */
export function createFilter(onChange: () => void): MetadataFilter {
  const form = find("filter-form", HTMLFormElement);
  const key = find("filter-key", HTMLInputElement);
  const value = find("filter-value", HTMLInputElement);
  const list = find("filters", HTMLUListElement);
  let pairs: Pair[] = [];

  const change = (next: Pair[]): void => {
    pairs = next;
    list.replaceChildren(...pairs.map(toItem));
    list.hidden = pairs.length === 0;
    onChange();
  };
  const toItem = (pair: Pair): HTMLLIElement => {
    const text = pair.join(" = ");
    const button = element("button", { type: "button", "aria-label": `Remove the filter ${text}` });
    button.append(text, element("span", { "aria-hidden": "true" }, "×"));
    button.addEventListener("click", () => {
      change(pairs.filter((other) => other !== pair));
      key.focus();
    });
    return element("li", {}, button);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // A key can have only one value, so the last one wins.
    change([...pairs.filter(([other]) => other !== key.value), [key.value, value.value]]);
    form.reset();
    key.focus();
  });
  return {
    get pairs() {
      return pairs;
    },
  };
}
