// The script of `/`. It runs in a browser, and imports only files that the server serves.
import type { Sandbox } from "@sandboxes/schema";
import { Refused, createApi } from "./api.ts";
import { createApiKey } from "./api-key.ts";
import { createDeleteDialog, createNewDialog } from "./dialogs.ts";
import { find, setText } from "./element.ts";
import { createConsole } from "./exec-console.ts";
import { createFilter } from "./metadata-filter.ts";
import { type Action, createRows } from "./sandbox-rows.ts";

/** The delay between two requests for the list, in milliseconds. */
const refreshEvery = 1000;
/** The delay after a failed connection, in milliseconds. */
const retryAfter = 3000;
/** The maximum number of changes that are announced one by one. */
const maxAnnounced = 3;

const board = find("board", HTMLElement);
const forget = find("forget", HTMLButtonElement);
const problem = find("problem", HTMLParagraphElement);
const live = find("live", HTMLParagraphElement);

const key = createApiKey(() => start());
const api = createApi(() => key.value);
const filter = createFilter(() => {
  // A sandbox that the filter shows or hides has not changed.
  isFirst = true;
  void refresh();
});
const rows = createRows((action, sandbox) => act(action, sandbox));
const execConsole = createConsole(api, ({ id }) => rows.focus(id, "console"));
const openNew = createNewDialog(async (sandbox) => {
  await api.create(sandbox);
  void refresh();
});
const openDelete = createDeleteDialog(async ({ id }) => {
  await api.remove(id);
  void refresh();
});

let isFirst = true;
let current = new AbortController();
let timer: ReturnType<typeof setTimeout> | undefined;
const busy = new Set<string>();

function start(): void {
  board.hidden = false;
  forget.hidden = false;
  isFirst = true;
  void refresh();
}

/** @param why shown above the field */
function stop(why: string): void {
  current.abort();
  clearTimeout(timer);
  board.hidden = true;
  forget.hidden = true;
  setText(problem, "");
  setText(live, "");
  rows.clear();
  execConsole.close();
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  key.ask(why);
}

/** Requests the list now and then repeatedly. The response to an earlier request is ignored. */
async function refresh(): Promise<void> {
  // Without a key there is nothing to request.
  if (board.hidden) return;
  current.abort();
  clearTimeout(timer);
  current = new AbortController();
  const { signal } = current;
  let wait = refreshEvery;
  try {
    // A hidden page needs no updates.
    if (!document.hidden || isFirst) show(await api.list(filter.pairs, signal));
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof Refused && error.status === 401) {
      stop("The server does not take this key. Check it, or use another one.");
      return;
    }
    setText(problem, explain(error));
    wait = (error instanceof Refused && error.retryAfter) || retryAfter;
  }
  if (!signal.aborted) timer = setTimeout(() => void refresh(), wait);
}

function show(sandboxes: readonly Sandbox[]): void {
  const changes = rows.show(sandboxes);
  const count = `${sandboxes.length} ${sandboxes.length === 1 ? "sandbox" : "sandboxes"}`;
  setText(problem, "");
  setText(find("count", HTMLParagraphElement), count);
  find("table", HTMLTableElement).hidden = sandboxes.length === 0;
  const none = find("none", HTMLParagraphElement);
  none.hidden = sandboxes.length > 0;
  setText(
    none,
    filter.pairs.length > 0 ? "No sandbox has this metadata." : "There is no sandbox yet.",
  );
  if (isFirst) setText(live, `${count}.`);
  else if (changes.length > maxAnnounced) setText(live, `${changes.length} changes. ${count}.`);
  else if (changes.length > 0) setText(live, changes.join(" "));
  isFirst = false;
}

function act(action: Action, sandbox: Sandbox): void {
  if (action === "console") execConsole.open(sandbox);
  else if (action === "delete") openDelete(sandbox);
  else void toggle(sandbox);
}

async function toggle({ id, status }: Sandbox): Promise<void> {
  if (busy.has(id)) return;
  busy.add(id);
  try {
    await (status === "paused" ? api.resume(id) : api.pause(id));
    await refresh();
  } catch (error) {
    // The next list removes the message, so it is delayed.
    current.abort();
    clearTimeout(timer);
    setText(problem, explain(error));
    timer = setTimeout(() => void refresh(), retryAfter);
  } finally {
    busy.delete(id);
  }
}

function explain(error: unknown): string {
  return error instanceof Refused
    ? error.message
    : "The server cannot be reached. The page goes on trying.";
}

find("new", HTMLButtonElement).addEventListener("click", openNew);
forget.addEventListener("click", () => stop(""));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !board.hidden) void refresh();
});
if (key.value === "") key.ask("");
else start();
