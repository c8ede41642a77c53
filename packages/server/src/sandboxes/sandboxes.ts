import type { Sandbox, components } from "@sandboxes/schema";
import { ApiFault } from "../api-fault.ts";
import { createAccessToken, createRecord } from "../lifecycle/create-record.ts";
import { type SandboxRecord, amend, observe, pause, resume } from "../lifecycle/lifecycle.ts";
import { type Template, defaultTemplate, findTemplate } from "../lifecycle/templates.ts";
import type { WithoutNulls } from "../request/without-nulls.ts";
import type { Command, Ending } from "../runtime/runtime.ts";
import { quote } from "../quote.ts";
import type { Store } from "../store/store.ts";
import { Instants } from "./instants.ts";
import { gone, pausedMeanwhile } from "./interruption.ts";
import type { Machines } from "./machines.ts";
import type { Follow } from "./running-machine.ts";

type Schemas = WithoutNulls<components["schemas"]>;
/** Fields that may also be `undefined`, which means the same as absent. */
type Loose<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };

/** What sandboxes stand on. */
export interface SandboxesOptions {
  readonly store: Store;
  readonly machines: Machines;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The most that a team may have. */
  readonly maxSandboxes: number;
  /** How long a resume takes, in milliseconds. */
  readonly resumeMs: number;
  readonly templates: readonly Template[];
}

/** The size of every sandbox here. */
const size = { vcpu_count: 2, memory_mib: 2048 };

/**
 * What a team can do with its sandboxes. Each change is made from a record that was read, and is
 * put in its place only if nobody was faster; then it is tried again from what is there now. So the
 * store decides, and several servers may stand on one.
 */
export class Sandboxes {
  readonly #store: Store;
  readonly #machines: Machines;
  readonly #clock: () => number;
  readonly #maxSandboxes: number;
  readonly #resumeMs: number;
  readonly #templates: readonly Template[];
  readonly #instants = new Instants();

  constructor({ store, machines, clock, maxSandboxes, resumeMs, templates }: SandboxesOptions) {
    this.#store = store;
    this.#machines = machines;
    this.#clock = clock;
    this.#maxSandboxes = maxSandboxes;
    this.#resumeMs = resumeMs;
    this.#templates = templates;
  }

  /**
   * @throws {ApiFault} 404 when the template does not exist, 409 when it is not ready, 429 when the
   * team has reached its limit
   */
  async create(
    team: string,
    wanted: Loose<Schemas["CreateSandbox"]> & Pick<Schemas["CreateSandbox"], "name">,
  ): Promise<SandboxRecord> {
    const { from_template: template = defaultTemplate, ...rest } = wanted;
    const found = findTemplate(this.#templates, template);
    if (!found) throw new ApiFault(404, "not_found", `There is no template ${quote(template)}.`);
    if (found.ready === false)
      throw new ApiFault(409, "conflict", `The template ${quote(template)} is not ready.`);
    const now = this.#clock();
    const { name, timeout_seconds, env_vars } = rest;
    const sandbox: Sandbox = {
      id: crypto.randomUUID(),
      name,
      status: "active",
      ...size,
      created_at: this.#instants.next(now),
      ...(timeout_seconds === undefined ? {} : { timeout_seconds }),
      ...rulesOf(wanted.network),
      metadata: wanted.metadata ?? {},
    };
    const record = createRecord(team, sandbox, { template, envVars: env_vars ?? {} });
    if (await this.#store.addSandbox(record, { sandboxes: this.#maxSandboxes, now })) return record;
    // Without `Retry-After`: waiting does not help.
    const message = `The team has reached its limit of ${this.#maxSandboxes} sandboxes. Delete one first.`;
    throw new ApiFault(429, "too_many_sandboxes", message);
  }

  /** @throws {ApiFault} 404 when the team has no such sandbox */
  async get(team: string, id: string): Promise<SandboxRecord> {
    const now = this.#clock();
    const record = await this.#store.findSandbox(team, id);
    if (!record) throw new ApiFault(404, "not_found", `There is no sandbox ${id}.`);
    return observe(record, now);
  }

  /** @throws {ApiFault} 409 when there are rules to set and it is not active */
  async update(team: string, id: string, wanted: Loose<Schemas["UpdateSandbox"]>): Promise<void> {
    await this.#change(team, id, (record) => {
      const { status } = record.sandbox;
      if (wanted.network && status !== "active") throw conflict();
      const { network: before, ...rest } = record.sandbox;
      const network = wanted.network ? rulesOf(wanted.network) : before && { network: before };
      const metadata = wanted.metadata ?? rest.metadata;
      return amend(record, { ...rest, ...network, metadata });
    });
  }

  async delete(team: string, id: string): Promise<void> {
    await this.get(team, id);
    if (!(await this.#store.removeSandbox(team, id)))
      throw new ApiFault(404, "not_found", `There is no sandbox ${id}.`);
    await this.#machines.stop(id, gone("it was deleted"));
  }

  /** @throws {ApiFault} 409 unless it is active */
  async pause(team: string, id: string): Promise<void> {
    await this.#change(team, id, (record) => pause(record, crypto.randomUUID()) ?? conflict());
    await this.#machines.stop(id, pausedMeanwhile());
  }

  /** @throws {ApiFault} 409 unless it is paused */
  async resume(team: string, id: string): Promise<SandboxRecord> {
    const begun = await this.#change(team, id, (record) => {
      const activeAt = this.#clock() + this.#resumeMs;
      return resume(record, activeAt, createAccessToken()) ?? conflict();
    });
    if (this.#resumeMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#resumeMs));
    const active = observe({ ...begun, revision: begun.revision + 1 }, begun.activeAt ?? 0);
    // Should another change have come first, the time alone has made it active.
    if (await this.#store.replaceSandbox(active)) return active;
    return await this.#stillThere(team, id);
  }

  /**
   * Runs a command in a sandbox that is ready.
   *
   * @throws {ApiFault} 409 when it is paused meanwhile, 410 when it ends meanwhile
   */
  async run(record: SandboxRecord, command: Command, follow: Follow): Promise<Ending> {
    return await this.#machines.run(record, command, follow);
  }

  /**
   * Brings a sandbox into the state in which commands can run: one that is paused is resumed.
   *
   * @throws {ApiFault} 409 while it is resuming
   */
  async ready(team: string, id: string): Promise<SandboxRecord> {
    let record = await this.get(team, id);
    // Whoever else resumes it meanwhile is faster: it is resuming then.
    if (record.sandbox.status === "paused")
      record = await this.resume(team, id).catch(async (error: unknown) => {
        if (ApiFault.isInstance(error) && error.status === 409) return await this.get(team, id);
        throw error;
      });
    const { status } = record.sandbox;
    if (status !== "active") throw conflict();
    return record;
  }

  async #change(
    team: string,
    id: string,
    next: (record: SandboxRecord) => SandboxRecord | ApiFault,
  ): Promise<SandboxRecord> {
    let record = await this.get(team, id);
    for (;;) {
      const changed = next(record);
      if (ApiFault.isInstance(changed)) throw changed;
      if (await this.#store.replaceSandbox(changed)) return changed;
      // Whoever deleted it in between came first: nothing of this change had begun.
      record = await this.get(team, id);
    }
  }

  /** @throws {ApiFault} 410 for a sandbox that was there a moment ago, and is not now */
  async #stillThere(team: string, id: string): Promise<SandboxRecord> {
    try {
      return await this.get(team, id);
    } catch (error) {
      throw ApiFault.isInstance(error) && error.status === 404 ? gone("it was deleted") : error;
    }
  }
}

/** @returns the rules as a response has them: without the lists that are empty, if any is left */
function rulesOf(rules: Schemas["NetworkRules"] | undefined): Pick<Sandbox, "network"> {
  const { allow_out = [], deny_out = [] } = rules ?? {};
  if (allow_out.length + deny_out.length === 0) return {};
  const network = {
    ...(allow_out.length > 0 && { allow_out }),
    ...(deny_out.length > 0 && { deny_out }),
  };
  return { network };
}

/** One message for all states, as the service has it: no caller can depend on its wording. */
function conflict(): ApiFault {
  return new ApiFault(409, "conflict", "The state of the sandbox does not allow this operation.");
}
