import type { Sandbox, components } from "@sandboxes/schema";
import type { schemas } from "@sandboxes/schema/schemas";
import { ApiFault } from "../api-fault.ts";
import { isDeleted } from "../lifecycle/auto-delete.ts";
import { changeWindows } from "../lifecycle/change-windows.ts";
import { createAccessToken, createRecord } from "../lifecycle/create-record.ts";
import {
  type KnownStatus,
  amend,
  hasStatus,
  observe,
  pause,
  resume,
} from "../lifecycle/lifecycle.ts";
import type { SandboxRecord } from "../lifecycle/sandbox-record.ts";
import { type Template, defaultTemplate, findTemplate } from "../lifecycle/templates.ts";
import type { WithoutNulls } from "../request/without-nulls.ts";
import type { Command, Ending } from "../runtime/runtime.ts";
import { quote } from "../quote.ts";
import type { Store } from "../store/store.ts";
import { Instants } from "./instants.ts";
import { gone, pausedMeanwhile } from "./interruption.ts";
import type { Machines } from "./machines.ts";
import type { Follow } from "./running-machine.ts";

type Schemas = WithoutNulls<components["schemas"], { properties: typeof schemas }>;
/** Fields that may also be `undefined`, which means the same as absent. */
type Loose<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };

/** Options for `Sandboxes`. */
export interface SandboxesOptions {
  readonly store: Store;
  readonly machines: Machines;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The maximum number of sandboxes of a team. */
  readonly maxSandboxes: number;
  /** How long a resume takes, in milliseconds. */
  readonly resumeMs: number;
  readonly templates: readonly Template[];
}

/** The size of every sandbox. */
const size = { vcpu_count: 2, memory_mib: 2048 };
const initialStatus: KnownStatus = "active";

/** The minimum time between two removals of sandboxes that were deleted by their countdown, in milliseconds. */
const sweepMs = 60_000;

/**
 * Changes the sandboxes of teams. A change reads a record and replaces it, unless it was changed in
 * between. In that case the change starts again from the new record. So several servers can use one store.
 */
export class Sandboxes {
  readonly #store: Store;
  readonly #machines: Machines;
  readonly #clock: () => number;
  readonly #maxSandboxes: number;
  readonly #resumeMs: number;
  readonly #templates: readonly Template[];
  readonly #instants = new Instants();
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor({ store, machines, clock, maxSandboxes, resumeMs, templates }: SandboxesOptions) {
    this.#store = store;
    this.#machines = machines;
    this.#clock = clock;
    this.#maxSandboxes = maxSandboxes;
    this.#resumeMs = resumeMs;
    this.#templates = templates;
  }

  /**
   * @throws {ApiFault} 404 if the template does not exist, 409 if it is not ready, 429 if the
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
    const { name, timeout_seconds, auto_delete_seconds, env_vars } = rest;
    const sandbox: Sandbox = {
      id: crypto.randomUUID(),
      name,
      status: initialStatus,
      ...size,
      created_at: this.#instants.next(now),
      ...(timeout_seconds === undefined ? {} : { timeout_seconds }),
      ...(auto_delete_seconds === undefined ? {} : { auto_delete_seconds }),
      ...rulesOf(wanted.network),
      metadata: wanted.metadata ?? {},
    };
    const record = createRecord(team, sandbox, { template, envVars: env_vars ?? {} });
    this.#sweep(now);
    if (await this.#store.addSandbox(record, { sandboxes: this.#maxSandboxes, now })) return record;
    // Without `Retry-After`: waiting does not help.
    const message = `The team has reached its limit of ${this.#maxSandboxes} sandboxes. Delete one first.`;
    throw new ApiFault(429, "too_many_sandboxes", message);
  }

  /** @throws {ApiFault} 404 if the team has no such sandbox */
  async get(team: string, id: string): Promise<SandboxRecord> {
    const now = this.#clock();
    const record = await this.#store.findSandbox(team, id);
    if (!record || isDeleted(record, now))
      throw new ApiFault(404, "not_found", `There is no sandbox ${id}.`);
    return observe(record, now);
  }

  /** @throws {ApiFault} 409 if the network rules change and the sandbox is not active */
  async update(team: string, id: string, wanted: Loose<Schemas["UpdateSandbox"]>): Promise<void> {
    await this.#change(team, id, (record) => {
      if (wanted.network && !hasStatus(record, "active")) throw conflict();
      const { network: before, ...rest } = record.sandbox;
      const network = wanted.network ? rulesOf(wanted.network) : before && { network: before };
      const metadata = wanted.metadata ?? rest.metadata;
      const amended = amend(record, { ...rest, ...network, metadata });
      return changeWindows(amended, wanted, this.#clock());
    });
  }

  async delete(team: string, id: string): Promise<void> {
    await this.get(team, id);
    if (!(await this.#store.removeSandbox(team, id)))
      throw new ApiFault(404, "not_found", `There is no sandbox ${id}.`);
    await this.#machines.stop(id, gone("it was deleted"));
  }

  /** @throws {ApiFault} 409 unless the sandbox is active */
  async pause(team: string, id: string): Promise<void> {
    const paused = await this.#change(
      team,
      id,
      (record) => pause(record, crypto.randomUUID(), this.#clock()) ?? conflict(),
    );
    // A countdown of 0 seconds deletes it now.
    const isOver = isDeleted(paused, this.#clock());
    if (isOver) await this.#store.removeSandbox(team, id);
    await this.#machines.stop(id, isOver ? gone("it was deleted") : pausedMeanwhile());
  }

  /** @throws {ApiFault} 409 unless the sandbox is paused */
  async resume(team: string, id: string): Promise<SandboxRecord> {
    const begun = await this.#change(team, id, (record) => {
      const activeAt = this.#clock() + this.#resumeMs;
      return resume(record, activeAt, createAccessToken()) ?? conflict();
    });
    if (this.#resumeMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#resumeMs));
    const active = observe({ ...begun, revision: begun.revision + 1 }, begun.activeAt ?? 0);
    // If another change came first, `observe` reports the sandbox as active by now.
    if (await this.#store.replaceSandbox(active)) return active;
    return await this.#stillThere(team, id);
  }

  /**
   * Resumes a sandbox if it is paused.
   *
   * @returns the sandbox, which is active
   * @throws {ApiFault} 409 in any other state, or if another request resumes it first
   */
  async activate(team: string, id: string): Promise<SandboxRecord> {
    const record = await this.get(team, id);
    return hasStatus(record, "active") ? record : await this.resume(team, id);
  }

  /**
   * Runs a command in a sandbox that `ready` returned.
   *
   * @throws {ApiFault} 409 if the sandbox is paused while the command runs, 410 if it is deleted
   */
  async run(record: SandboxRecord, command: Command, follow: Follow): Promise<Ending> {
    return await this.#machines.run(record, command, follow);
  }

  /**
   * Reads a sandbox to run a command in it, and resumes it if it is paused.
   *
   * @throws {ApiFault} 409 if it is in any other state than active or paused
   */
  async ready(team: string, id: string): Promise<SandboxRecord> {
    let record = await this.get(team, id);
    // If another request resumes it first, the resume here fails with 409.
    if (hasStatus(record, "paused"))
      record = await this.resume(team, id).catch(async (error: unknown) => {
        if (ApiFault.isInstance(error) && error.status === 409) return await this.get(team, id);
        throw error;
      });
    if (!hasStatus(record, "active")) throw conflict();
    return record;
  }

  /**
   * Removes sandboxes that were deleted by their countdown. Nothing shows them any more, so this frees space
   * only, and a failure does not matter.
   */
  #sweep(now: number): void {
    if (now - this.#sweptAt < sweepMs) return;
    this.#sweptAt = now;
    this.#store.removeEnded(now).catch(() => {});
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
      // 404 if it was deleted in between: this change had no effect yet.
      record = await this.get(team, id);
    }
  }

  /** @throws {ApiFault} 410 if the sandbox was deleted in between */
  async #stillThere(team: string, id: string): Promise<SandboxRecord> {
    try {
      return await this.get(team, id);
    } catch (error) {
      throw ApiFault.isInstance(error) && error.status === 404 ? gone("it was deleted") : error;
    }
  }
}

/** @returns the rules as in a response: without empty lists, and no rules at all if both are empty */
function rulesOf(rules: Schemas["NetworkRules"] | undefined): Pick<Sandbox, "network"> {
  const { allow_out = [], deny_out = [] } = rules ?? {};
  if (allow_out.length + deny_out.length === 0) return {};
  const network = {
    ...(allow_out.length > 0 && { allow_out }),
    ...(deny_out.length > 0 && { deny_out }),
  };
  return { network };
}

/** Creates the error for a wrong state. Like the service, it has the same message for all states. */
function conflict(): ApiFault {
  return new ApiFault(409, "conflict", "The state of the sandbox does not allow this operation.");
}
