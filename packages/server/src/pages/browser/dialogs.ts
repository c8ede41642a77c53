import type { CreateSandbox, Sandbox } from "@sandboxes/schema";
import { find, setText } from "./element.ts";

/**
 * Connects the form of a dialog to an action. If the action fails, the dialog stays open and shows the error.
 *
 * @param submit the action
 * @returns a function that opens the dialog
 */
function createDialog(name: string, submit: () => Promise<void>): () => void {
  const dialog = find(`${name}-dialog`, HTMLDialogElement);
  const form = find(`${name}-form`, HTMLFormElement);
  const error = find(`${name}-error`, HTMLParagraphElement);
  let isRunning = false;
  find(`${name}-cancel`, HTMLButtonElement).addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isRunning) return;
    isRunning = true;
    setText(error, "");
    submit()
      .then(
        () => dialog.close(),
        (reason: unknown) => setText(error, (reason as Error).message),
      )
      .finally(() => (isRunning = false));
  });
  return () => {
    form.reset();
    setText(error, "");
    dialog.showModal();
  };
}

/** @returns a function that opens the dialog to create a sandbox */
export function createNewDialog(submit: (sandbox: CreateSandbox) => Promise<void>): () => void {
  const name = find("new-name", HTMLInputElement);
  const timeout = find("new-timeout", HTMLInputElement);
  const metadata = find("new-metadata", HTMLTextAreaElement);
  return createDialog("new", async () => {
    await submit({
      name: name.value,
      metadata: readPairs(metadata.value),
      ...(timeout.value === "" ? {} : { timeout_seconds: Number(timeout.value) }),
    });
  });
}

/** @returns a function that opens the dialog to confirm the deletion of a sandbox */
export function createDeleteDialog(
  submit: (sandbox: Sandbox) => Promise<void>,
): (sandbox: Sandbox) => void {
  let asked: Sandbox | undefined;
  const open = createDialog("delete", async () => {
    if (asked) await submit(asked);
  });
  return (sandbox) => {
    asked = sandbox;
    setText(find("delete-name", HTMLElement), sandbox.name);
    open();
  };
}

function readPairs(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const pairs = lines.map((line): [string, string] => {
    const at = line.indexOf("=");
    if (at < 1)
      throw new Error(`Write metadata as key=value, one pair per line, not as "${line}".`);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  return Object.fromEntries(pairs);
}
