/** A one-line change of the server that breaks the spec, and the check that must notice it. */
export type Mutation = readonly [
  /** Below `packages/server/src`. */
  file: string,
  before: string,
  after: string,
  /** A part of the name of the check that is run first. If it passes, all others run. */
  check: string,
];

const sandboxes = "sandboxes/sandboxes.ts";
const lifecycle = "lifecycle/lifecycle.ts";
const handlers = "handlers.ts";
const app = "app.ts";
const memory = "store/memory/memory-store.ts";
const metadataIndex = "store/memory/metadata-index.ts";
const metadataLimits = "limits/metadata-limits.ts";
const variables = "limits/environment-limits.ts";
const bodyLimits = "limits/body-limits.ts";
const inputs = "request/read-inputs.ts";
const body = "request/read-body.ts";
const respond = "response/respond.ts";
const events = "sandboxes/exec-events.ts";

/** The mutations, by the part of the server that they change. */
export const mutations: readonly Mutation[] = [
  // Creating.
  [
    sandboxes,
    'const initialStatus: KnownStatus = "active"',
    'const initialStatus: KnownStatus = "paused"',
    "responds when the sandbox is active",
  ],
  [
    sandboxes,
    'new ApiFault(404, "not_found", `There is no template',
    'new ApiFault(400, "bad_request", `There is no template',
    "an unknown template",
  ],
  [sandboxes, "if (!found) throw", "if (!found && !template) throw", "an unknown template"],
  [
    sandboxes,
    "metadata: wanted.metadata ?? {},",
    "metadata: {},",
    "responds when the sandbox is active",
  ],
  [
    sandboxes,
    "...(timeout_seconds === undefined ? {} : { timeout_seconds }),",
    "",
    "responds when the sandbox is active",
  ],
  [sandboxes, "envVars: env_vars ?? {}", "envVars: {}", "GREETING"],
  [
    sandboxes,
    'new ApiFault(429, "too_many_sandboxes", message)',
    'new ApiFault(429, "rate_limited", message)',
    "the limit of the team",
  ],
  [
    sandboxes,
    "sandboxes: this.#maxSandboxes, now",
    "sandboxes: this.#maxSandboxes + 1, now",
    "the limit of the team",
  ],
  [
    "lifecycle/templates.ts",
    "template.name === nameOrId ||",
    "template.name !== nameOrId ||",
    "an unknown template",
  ],
  ["lifecycle/create-record.ts", "`sat_${randomHex(32)}`", "`sat_`", "only a name"],
  // Network rules.
  [sandboxes, "if (allow_out.length + deny_out.length === 0) return {};", "", "network rules"],
  [sandboxes, "...(deny_out.length > 0 && { deny_out }),", "deny_out,", "network rules"],
  [sandboxes, "...(allow_out.length > 0 && { allow_out }),", "allow_out,", "network rules"],
  // Updating.
  [
    sandboxes,
    'if (wanted.network && !hasStatus(record, "active")) throw conflict();',
    "",
    "network requires an active sandbox",
  ],
  [
    sandboxes,
    "if (wanted.network && !hasStatus",
    "if (!hasStatus",
    "network requires an active sandbox",
  ],
  [
    sandboxes,
    "const metadata = wanted.metadata ?? rest.metadata;",
    "const metadata = { ...rest.metadata, ...wanted.metadata };",
    "replaces whole values",
  ],
  [sandboxes, ": before && { network: before };", ": {};", "replaces whole values"],
  [
    sandboxes,
    "rulesOf(wanted.network) : before",
    "{ ...(before && { network: before }), ...rulesOf(wanted.network) } : before",
    "replaces whole values",
  ],
  [
    handlers,
    "sandboxes.update(team, idOf(sandbox_id), wanted)",
    "sandboxes.update(team, idOf(sandbox_id), { ...wanted, network: undefined })",
    "replaces whole values",
  ],
  // Pausing, resuming and deleting.
  [lifecycle, 'active: { pause: "paused" }', 'active: { pause: "active" }', "takes a snapshot"],
  [
    lifecycle,
    'paused: { resume: "resuming" }',
    'paused: { resume: "resuming", pause: "paused" }',
    "takes a snapshot",
  ],
  [
    lifecycle,
    'active: { pause: "paused" }',
    'active: { pause: "paused", resume: "resuming" }',
    "restores a paused sandbox",
  ],
  [
    lifecycle,
    'changeStatus(record, "pause", { snapshot_id: snapshotId })',
    'changeStatus(record, "pause", {})',
    "takes a snapshot",
  ],
  [
    lifecycle,
    'changeStatus(record, "resume", {})',
    'changeStatus(record, "resume", { snapshot_id: "" })',
    "restores a paused sandbox",
  ],
  [
    sandboxes,
    "pause(record, crypto.randomUUID(), this.#clock())",
    "pause(record, id, this.#clock())",
    "restores a paused sandbox",
  ],
  [
    sandboxes,
    "if (await this.#store.replaceSandbox(changed)) return changed;",
    "await this.#store.replaceSandbox(changed);\n      return changed;",
    "two at the same time",
  ],
  [
    handlers,
    'return { id: sandbox.id, status: "active", access_token: accessToken };',
    'return { id: sandbox.id, status: "active", access_token: sandbox.id };',
    "restores a paused sandbox",
  ],
  [
    sandboxes,
    "if (!(await this.#store.removeSandbox(team, id)))",
    "if ((await this.#store.findSandbox(team, id)) === undefined)",
    "in any state, once",
  ],
  [memory, "data.byId.delete(id);", "", "in any state, once"],
  // Timeouts.
  [
    lifecycle,
    "if (timeout === undefined || timeout.at > now) return record;",
    "if (timeout === undefined || timeout.at > 0) return record;",
    "pauses an active sandbox",
  ],
  [
    lifecycle,
    "status, snapshot_id: timeout.snapshotId };",
    "status };",
    "pauses an active sandbox",
  ],
  // Lists.
  [
    memory,
    ".sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))",
    ".sort((a, b) => (a.sortKey < b.sortKey ? 1 : -1))",
    "newest first",
  ],
  [memory, "if (metadata.size > 0)", "if (metadata.size > 1)", "filters by every given pair"],
  [
    metadataIndex,
    "others.every((set) => set.has(item))",
    "others.some((set) => set.has(item))",
    "filters by every given pair",
  ],
  [metadataIndex, "if (!items) return [];", "if (!items) continue;", "filters by every given pair"],
  [metadataIndex, "items?.delete(item);", "", "filters follow changes"],
  [memory, "data.list = undefined;\n}", "}", "newest first"],
  [
    memory,
    "data.index.remove(entry, entry.record.sandbox.metadata);",
    "",
    "filters follow changes",
  ],
  [
    memory,
    "data.index.remove(before, before.record.sandbox.metadata);",
    "",
    "filters follow changes",
  ],
  [
    sandboxes,
    "created_at: this.#instants.next(now),",
    "created_at: new Date(0).toISOString(),",
    "responds when the sandbox is active",
  ],
  [
    handlers,
    'reply(unread, { status: "ok", version })',
    'reply(unread, { status: "up" as "ok", version })',
    "getHealth: succeeds",
  ],
  // Pages, activation and automatic deletion.
  [memory, "entries.slice(offset, end)", "entries.slice(offset)", "listSandboxes: pages"],
  [memory, "return found.slice(offset);", "return found;", "filters by state"],
  [
    sandboxes,
    'return hasStatus(record, "active") ? record : await this.resume(team, id);',
    "return await this.resume(team, id);",
    "an active sandbox",
  ],
  [
    lifecycle,
    "sandbox: cancelCountdown(resuming.sandbox),",
    "sandbox: resuming.sandbox,",
    "the time of the deletion",
  ],
  [
    lifecycle,
    "planDeletion({ ...rest, sandbox: startCountdown(rest.sandbox, now) })",
    "planDeletion(rest)",
    "auto_delete_seconds",
  ],
  [
    "lifecycle/change-windows.ts",
    "return value === null ? rest : { ...rest, [name]: value };",
    "return { ...rest, [name]: value ?? 1 };",
    "null clears the times",
  ],
  // Teams and keys.
  [
    memory,
    "return this.#open.teams.get(team)?.byId.get(id)?.record;",
    "return [...this.#open.teams.values()].map((each) => each.byId.get(id)).find(Boolean)?.record;",
    "another team",
  ],
  [app, "if (!apiKey) throw unauthenticated();", 'if (!apiKey) return "";', "without credentials"],
  [
    app,
    "if (!key || !isGood(key, clock())) throw unauthenticated();",
    'if (!key) throw tooMany({ retryAfterSeconds: 0 } as Draw, "team");',
    "with wrong credentials",
  ],
  [
    app,
    'new ApiFault(401, "auth_failed"',
    'new ApiFault(401, "bad_request"',
    "the code of a wrong key",
  ],
  [app, "const isOpen = operation.security.length === 0;", "const isOpen = false;", "needs no key"],
  // Limits.
  [
    metadataLimits,
    "if (keyBytes > maxKeyBytes)",
    "if (key.length > maxKeyBytes)",
    "rejects filters beyond the limits",
  ],
  [
    metadataLimits,
    "if (valueBytes > maxValueBytes)",
    "if (value.length > maxValueBytes)",
    "rejects values beyond the limits",
  ],
  [
    metadataLimits,
    "if (keyBytes > maxKeyBytes)",
    "if (keyBytes >= maxKeyBytes)",
    "accepts values at the limits",
  ],
  [
    metadataLimits,
    "if (valueBytes > maxValueBytes)",
    "if (valueBytes >= maxValueBytes)",
    "accepts values at the limits",
  ],
  [
    metadataLimits,
    "if (total > maxTotalBytes)",
    "if (total >= maxTotalBytes)",
    "accepts values at the limits",
  ],
  [
    metadataLimits,
    "total += keyBytes + valueBytes;",
    "total += valueBytes;",
    "rejects values beyond the limits",
  ],
  [metadataLimits, "if (count > maxKeys)", "if (count >= maxKeys)", "accepts values at the limits"],
  [
    metadataLimits,
    "if (reserved.test(key))",
    'if (key.startsWith("superserve"))',
    "accepts values at the limits",
  ],
  [
    variables,
    "if (nameBytes > maxNameBytes)",
    "if (nameBytes >= maxNameBytes)",
    "accepts values at the limits",
  ],
  [
    variables,
    "if (valueBytes > maxValueBytes)",
    "if (valueBytes >= maxValueBytes)",
    "accepts values at the limits",
  ],
  [
    variables,
    "if (total > maxTotalBytes)",
    "if (total >= maxTotalBytes)",
    "accepts values at the limits",
  ],
  [
    bodyLimits,
    "if (bytes <= maxNameBytes) return undefined;",
    "if (bytes < maxNameBytes) return undefined;",
    "accepts values at the limits",
  ],
  [
    "limits/byte-length.ts",
    "encoder.encode(text).length",
    "encoder.encode(text).length + 1",
    "accepts values at the limits",
  ],
  // Requests.
  [
    inputs,
    "const present = withoutNulls(body, schema);",
    "const present = body;",
    "null means absent",
  ],
  [inputs, "if (checks.path) refuseIssue(checks.path, path);", "", "an invalid sandbox_id"],
  [inputs, "if (check) refuseIssue(check, present);", "", "the limits of metadata"],
  [body, "value = JSON.parse(text);", "value = text;", "only a name"],
  [body, 'new ApiFault(413, "bad_request"', 'new ApiFault(400, "bad_request"', "too large"],
  [body, "if (length > maxBodyBytes) {", "if (length >= maxBodyBytes) {", "too large"],
  [handlers, "return id.toLowerCase();", "return id;", "any case"],
  // Responses.
  [respond, '"X-Content-Type-Options": "nosniff",', "", "headers: every response"],
  [
    respond,
    '"X-Frame-Options": "DENY",',
    '"X-Frame-Options": "SAMEORIGIN",',
    "headers: every response",
  ],
  [respond, "...(draw && rateLimitHeaders(draw)),", "", "getHealth: succeeds"],
  [app, "{ status: operation.success[0], body }", "{ status: 200, body }", "createSandbox"],
  [
    "api-fault.ts",
    "{ error: { code: this.code, message: this.message } }",
    "{ error: { code: this.code } } as ErrorResponse",
    "an item that does not exist",
  ],
  // Commands.
  [handlers, "...(args.length > 0 && { args }),", "", "3: echo"],
  ["runtime/collect-output.ts", "stdout.add(output.stdout);", "", "1: echo"],
  [handlers, "...(env && { env }),", "", "8: echo"],
  [handlers, "...(working_dir !== undefined && { working_dir }),", "", "6: pwd"],
  [
    sandboxes,
    'if (hasStatus(record, "paused"))',
    'if (hasStatus(record, "resuming"))',
    "resumes a paused sandbox",
  ],
  [events, "ending = { finished: true, ...data };", "ending = data;", "the last event finishes"],
  [
    events,
    "yield toEvent(clock(), piece.output);",
    "yield toEvent(clock(), { ...piece.output, finished: true });",
    "the last event finishes",
  ],
  [
    handlers,
    'new Streamed("text/event-stream"',
    'new Streamed("text/plain"',
    "the last event finishes",
  ],
  [
    "runtime/collect-output.ts",
    "stderr.add(output.stderr);",
    "stdout.add(output.stderr);",
    "1: echo",
  ],
  ["runtime/collect-output.ts", "const { exit_code } = ending;", "const exit_code = 0;", "1: echo"],
];
