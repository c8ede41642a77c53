import { type Operation, operations } from "@sandboxes/schema/operations";
import { type Validator, answers } from "@sandboxes/schema/validators";

/** The combined findings of all clients. */
export interface Findings {
  calls: number;
  /** The number of responses, by operation and status. */
  readonly statuses: Map<string, number>;
  readonly problems: string[];
}

/** A parsed and checked response. */
export interface Answered<Body> {
  readonly status: number;
  readonly body: Body;
}

type OperationId = keyof typeof operations;

const validators: Readonly<Record<string, Readonly<Record<string, Validator<unknown>>>>> = answers;

/** A client of one team. It checks every response against the spec. */
export class Caller {
  readonly #url: string;
  readonly #apiKey: string;
  readonly #findings: Findings;

  constructor(url: string, apiKey: string, findings: Findings) {
    this.#url = url;
    this.#apiKey = apiKey;
    this.#findings = findings;
  }

  /**
   * Calls an operation.
   *
   * @param wanted the statuses that are allowed here; any other is a problem
   */
  async call<Body>(
    operationId: OperationId,
    wanted: readonly number[],
    { id = "", query = "", body }: { id?: string; query?: string; body?: object } = {},
  ): Promise<Answered<Body>> {
    const { method, path }: Operation = operations[operationId];
    const response = await fetch(this.#url + path.replace("{sandbox_id}", id) + query, {
      method,
      headers: {
        "X-API-Key": this.#apiKey,
        ...(body && { "Content-Type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const { status, headers } = response;
    const text = await response.text();
    this.#findings.calls += 1;
    const kind = `${operationId} ${status}`;
    this.#findings.statuses.set(kind, (this.#findings.statuses.get(kind) ?? 0) + 1);
    if (!wanted.includes(status)) this.report(`${kind}: ${text}`);
    if (headers.get("Content-Type") !== "application/json")
      return { status, body: text as unknown as Body };
    const answer: unknown = JSON.parse(text);
    const issues = validators[operationId]?.[status]?.issues(answer) ?? [{ message: "unknown" }];
    if (issues.length > 0) this.report(`${kind} is not what the spec says: ${text}`);
    return { status, body: answer as Body };
  }

  report(problem: string): void {
    if (this.#findings.problems.length < 20) this.#findings.problems.push(problem);
  }
}
