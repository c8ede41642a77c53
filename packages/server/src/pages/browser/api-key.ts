import { find, setText } from "./element.ts";

/** The API key of this tab. It is in the session storage, and never in a URL. */
export interface ApiKey {
  /** Empty if there is none. */
  readonly value: string;
  /** Removes the key and asks the user for another one, with the reason. */
  ask(why: string): void;
}

const place = "sandboxes.api-key";

/** @param onKey called when the user has entered a key */
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
