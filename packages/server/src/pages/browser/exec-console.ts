import type { ExecEvent, Sandbox } from "@sandboxes/schema";
import type { Api } from "./api.ts";
import { element, find, setText } from "./element.ts";

/** Runs commands in one sandbox at a time, and shows their output while they run. */
export interface ExecConsole {
  open(sandbox: Sandbox): void;
  close(): void;
}

/** The maximum number of pieces of output on the page. */
const maxPieces = 2000;

/** @param onClose called with the sandbox when its console is closed by the button */
export function createConsole(api: Api, onClose: (sandbox: Sandbox) => void): ExecConsole {
  const section = find("console", HTMLElement);
  const form = find("console-form", HTMLFormElement);
  const input = find("console-command", HTMLInputElement);
  const stop = find("console-stop", HTMLButtonElement);
  const output = find("console-output", HTMLPreElement);
  let current: Sandbox | undefined;
  let running: AbortController | undefined;
  let last = "";

  const write = (text: string, kind: "command" | "stdout" | "stderr" | "end"): void => {
    const atEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 40;
    output.append(element("span", { class: kind }, text));
    while (output.childElementCount > maxPieces) output.firstElementChild?.remove();
    if (atEnd || kind === "command") output.scrollTop = output.scrollHeight;
  };

  const run = async (sandbox: Sandbox, command: string, signal: AbortSignal): Promise<void> => {
    let ending: ExecEvent | undefined;
    try {
      for await (const event of api.exec(sandbox.id, command, signal)) {
        if (signal.aborted) return;
        if (event.stdout !== undefined) write(event.stdout, "stdout");
        if (event.stderr !== undefined) write(event.stderr, "stderr");
        if (event.finished === true || event.error !== undefined) ending = event;
      }
      write(`\n[${toEnding(ending)}]\n`, "end");
    } catch (error) {
      if (!signal.aborted) write(`\n[${(error as Error).message}]\n`, "end");
    }
  };

  const interrupt = (): void => {
    running?.abort();
    running = undefined;
    stop.hidden = true;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const command = input.value;
    if (!current || running || command.trim() === "") return;
    last = command;
    input.value = "";
    write(`$ ${command}\n`, "command");
    const controller = new AbortController();
    running = controller;
    stop.hidden = false;
    void run(current, command, controller.signal).finally(() => {
      if (running !== controller) return;
      running = undefined;
      if (document.activeElement === stop) input.focus();
      stop.hidden = true;
    });
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" || input.value !== "" || last === "") return;
    event.preventDefault();
    input.value = last;
  });
  stop.addEventListener("click", () => {
    interrupt();
    write("\n[Stopped.]\n", "end");
    input.focus();
  });

  const close = (): void => {
    interrupt();
    current = undefined;
    section.hidden = true;
    output.replaceChildren();
  };
  find("console-close", HTMLButtonElement).addEventListener("click", () => {
    const closed = current;
    close();
    if (closed) onClose(closed);
  });
  return {
    close,
    open: (sandbox) => {
      if (current?.id !== sandbox.id) close();
      current = sandbox;
      setText(find("console-name", HTMLElement), sandbox.name);
      section.hidden = false;
      input.focus();
    },
  };
}

function toEnding(ending: ExecEvent | undefined): string {
  if (!ending) return "The connection broke before the command ended.";
  return ending.error ?? `Exit code ${ending.exit_code ?? "unknown"}.`;
}
