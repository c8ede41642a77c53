import type { Sandbox } from "@sandboxes/schema";
import { element, find, setText } from "./element.ts";

/** The action of a button in a row. */
export type Action = "toggle" | "console" | "delete";

/** The rows of the table, one per sandbox. */
export interface SandboxRows {
  /**
   * Shows these sandboxes, in this order.
   *
   * @returns a sentence for each change since the last call
   */
  show(sandboxes: readonly Sandbox[]): string[];
  clear(): void;
  /** Focuses a button of a row, if the row exists. */
  focus(id: string, action: Action): void;
}

interface Row {
  readonly tr: HTMLTableRowElement;
  readonly buttons: Readonly<Record<Action, HTMLButtonElement>>;
  sandbox: Sandbox;
  update(sandbox: Sandbox): void;
}

/**
 * Creates the rows. Rows are updated in place, so that the focus and the selection are not lost.
 *
 * @param onAction called when a button is pressed
 */
export function createRows(onAction: (action: Action, sandbox: Sandbox) => void): SandboxRows {
  const body = find("rows", HTMLTableSectionElement);
  const rows = new Map<string, Row>();

  const remove = (row: Row): void => {
    const action = actions.find((name) => row.buttons[name] === document.activeElement);
    const beside = row.tr.nextElementSibling ?? row.tr.previousElementSibling;
    row.tr.remove();
    rows.delete(row.sandbox.id);
    if (!action) return;
    const next = Array.from(rows.values()).find(({ tr }) => tr === beside);
    (next?.buttons[action] ?? find("new", HTMLButtonElement)).focus();
  };

  return {
    show: (sandboxes) => {
      const changes: string[] = [];
      const ids = new Set(sandboxes.map(({ id }) => id));
      for (const row of rows.values()) {
        if (ids.has(row.sandbox.id)) continue;
        changes.push(`${row.sandbox.name} is gone.`);
        remove(row);
      }
      let place = body.firstElementChild;
      for (const sandbox of sandboxes) {
        let row = rows.get(sandbox.id);
        if (!row) {
          row = createRow(sandbox, onAction);
          rows.set(sandbox.id, row);
          changes.push(`${sandbox.name} is new.`);
        } else if (row.sandbox.status !== sandbox.status)
          changes.push(`${sandbox.name} is ${sandbox.status}.`);
        row.update(sandbox);
        // A moved row loses the focus.
        if (row.tr === place) place = place.nextElementSibling;
        else body.insertBefore(row.tr, place);
      }
      return changes;
    },
    clear: () => {
      rows.clear();
      body.replaceChildren();
    },
    focus: (id, action) => rows.get(id)?.buttons[action].focus(),
  };
}

const actions: readonly Action[] = ["toggle", "console", "delete"];

function createRow(first: Sandbox, onAction: (action: Action, sandbox: Sandbox) => void): Row {
  const name = element("strong", {});
  const status = element("span", { class: "status" });
  const size = cell("Size");
  const created = element("time", { datetime: first.created_at }, toLocal(first.created_at));
  const metadata = element("ul", { class: "metadata" });
  const buttonOf = (action: Action, text: string): HTMLButtonElement => {
    const button = element("button", { type: "button" }, text);
    button.addEventListener("click", () => onAction(action, row.sandbox));
    return button;
  };
  const buttons = {
    toggle: buttonOf("toggle", "Pause"),
    console: buttonOf("console", "Console"),
    delete: buttonOf("delete", "Delete"),
  };
  const tr = element(
    "tr",
    // On narrow screens rows are laid out as cards. The roles keep them rows for screen readers.
    { role: "row" },
    element("th", { scope: "row", role: "rowheader" }, name, element("code", {}, first.id)),
    cell("Status", status),
    size,
    cell("Created", created),
    cell("Metadata", metadata),
    cell("Actions", element("div", { class: "actions" }, ...Object.values(buttons))),
  );
  let shown = "";
  const row: Row = {
    tr,
    buttons,
    sandbox: first,
    update: (sandbox) => {
      row.sandbox = sandbox;
      setText(name, sandbox.name);
      setText(status, sandbox.status);
      status.dataset["status"] = sandbox.status;
      setText(size, `${sandbox.vcpu_count} vCPU, ${sandbox.memory_mib} MiB`);
      setText(buttons.toggle, sandbox.status === "paused" ? "Resume" : "Pause");
      for (const button of Object.values(buttons))
        button.setAttribute("aria-label", `${button.textContent} ${sandbox.name}`);
      const pairs = Object.entries(sandbox.metadata).map((pair) => pair.join(" = "));
      if (shown === pairs.join("\n")) return;
      shown = pairs.join("\n");
      metadata.replaceChildren(...pairs.map((pair) => element("li", {}, pair)));
    },
  };
  return row;
}

/** @param label shown before the content of the cell when the row is a card */
function cell(label: string, ...children: readonly Node[]): HTMLTableCellElement {
  return element("td", { role: "cell", "data-label": label }, ...children);
}

function toLocal(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.valueOf())
    ? time
    : date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}
