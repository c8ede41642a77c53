import { find, setText } from "./element.ts";

/** The key of this tab. It stays in the tab's session, and never is part of an address. */
export interface ApiKey {
  /** Empty where there is none. */
  readonly value: string;
  /** Forgets it and asks for another one, saying why. */
  ask(why: string): void;
}

const place = "sandboxes.api-key";

/** @param onKey is called once a key was given */
export function createApiKey(onKey: () => void): ApiKey {
  const form = find("key-form", HTMLFormElement);
  const input = find("key", HTMLInputElement);
  const error = find("key-error", HTMLParagraphElement);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sessionStorage.setItem(place, input.value.trim());
    form.hidden = true;
    form.reset();
    onKey();
  });
  return {
    get value() {
      return sessionStorage.getItem(place) ?? "";
    },
    ask: (why) => {
      sessionStorage.removeItem(place);
      setText(error, why);
      input.setAttribute("aria-invalid", String(why !== ""));
      form.hidden = false;
      input.focus();
    },
  };
}
