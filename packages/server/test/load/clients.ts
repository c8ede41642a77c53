import type { Sandbox, SandboxWithToken } from "@sandboxes/schema";
import type { Caller } from "./caller.ts";

/** The maximum number of sandboxes of a team. */
export const cap = 7;

/** State that the clients of one team share. */
export interface TeamState {
  /** Several clients change different parts of these sandboxes at once. Commands run on the last one. */
  readonly contended: readonly string[];
  /** The last acknowledged metadata of each sandbox. */
  readonly metadata: Map<string, Readonly<Record<string, string>>>;
  readonly network: Map<string, Sandbox["network"]>;
  /** The number of pauses of each sandbox, minus the number of resumes. */
  readonly pauses: Map<string, number>;
  /** Commands that got a response, in order. */
  readonly commands: string[];
  /** Sandboxes that were created and not deleted, with the client that created them. */
  readonly owned: Map<string, string>;
  /** Values that no sandbox has now. */
  readonly past: string[];
}

/** A client that repeats its work, one turn at a time. */
type Client = (caller: Caller, state: TeamState, turn: number, name: string) => Promise<void>;

/** The maximum number of past values. */
const memory = 50;

function remember<Item>(items: Item[], item: Item): void {
  items.push(item);
  if (items.length > memory) items.shift();
}

const relabel: Client = async (caller, { contended, metadata, past }, turn) => {
  for (const id of contended) {
    const value = String(turn);
    const { env } = metadata.get(id) ?? {};
    const wanted = { env: value, [`key${turn % 5}`]: value };
    const { status } = await caller.call("updateSandbox", [204], {
      id,
      body: { metadata: wanted },
    });
    if (status !== 204) continue;
    metadata.set(id, wanted);
    if (env !== undefined && env !== value) remember(past, env);
  }
};

const reroute: Client = async (caller, { contended, network }, turn) => {
  for (const id of contended) {
    const wanted = { allow_out: [`n${turn}.example`], deny_out: ["0.0.0.0/0"] };
    const body = { network: wanted };
    const { status } = await caller.call("updateSandbox", [204, 409], { id, body });
    if (status === 204) network.set(id, wanted);
  }
};

const toggle: Client = async (caller, { contended, pauses }) => {
  for (const id of contended) {
    const pause = await caller.call("pauseSandbox", [204, 409], { id });
    if (pause.status === 204) pauses.set(id, (pauses.get(id) ?? 0) + 1);
    const resume = await caller.call("resumeSandbox", [200, 409], { id });
    if (resume.status === 200) pauses.set(id, (pauses.get(id) ?? 0) - 1);
  }
};

const run: Client = async (caller, { contended, commands }, turn, name) => {
  const id = contended.at(-1)!;
  const command = `${name}-${turn}`;
  const operation = turn % 2 === 0 ? "execSandbox" : "execSandboxStream";
  const { status, body } = await caller.call(operation, [200, 409], { id, body: { command } });
  // The last event of a stream has the outcome of the command.
  const isDone = typeof body === "string" ? body.includes('"exit_code":0') : status === 200;
  if (isDone) remember(commands, command);
};

const make: Client = async (caller, state, turn, name) => {
  const label = `${name}-${turn}`;
  const body = { name: label, metadata: { owner: name, label } };
  const isShort = turn % 7 === 0;
  const made = await caller.call<SandboxWithToken>("createSandbox", [201, 429], {
    body: isShort ? { ...body, timeout_seconds: 1 } : body,
  });
  const own = (): string[] =>
    [...state.owned.keys()].filter((each) => state.owned.get(each) === name);
  if (made.status === 429) {
    const [full] = own();
    if (full === undefined) return;
    state.owned.delete(full);
    await caller.call("deleteSandbox", [204], { id: full });
    return;
  }
  const { id } = made.body;
  state.owned.set(id, name);
  await caller.call("getHealth", [200]);
  const seen = await caller.call<SandboxWithToken>("getSandbox", [200], { id });
  const query = `?metadata.label=${label}&metadata.owner=${name}`;
  const found = await caller.call<Sandbox[]>("listSandboxes", [200], { query });
  if (seen.body.name !== label || found.body.map((each) => each.id).join() !== id)
    caller.report(`${label} is found as ${JSON.stringify([seen.body, found.body])}`);
  const all = await caller.call<Sandbox[]>("listSandboxes", [200]);
  checkList(caller, all.body);
  if (turn % 5 === 0 && state.owned.size < cap) return;
  const oldest = turn % 3 === 0 ? own()[0]! : id;
  state.owned.delete(oldest);
  await caller.call("deleteSandbox", [204], { id: oldest });
  if (oldest === id) remember(state.past, label);
};

function checkList(caller: Caller, list: readonly Sandbox[]): void {
  const times = list.map(({ created_at }) => Date.parse(created_at));
  if (list.length > cap) caller.report(`a list of ${list.length} is over the cap`);
  if (new Set(list.map(({ id }) => id)).size < list.length) caller.report("a list repeats itself");
  if (times.some((time, index) => time > (times[index - 1] ?? Infinity)))
    caller.report(`a list is out of order: ${times.join()}`);
}

/** The eight clients of a team. Together they call all operations. */
export const clients: readonly Client[] = [relabel, reroute, toggle, toggle, run, make, make, make];
