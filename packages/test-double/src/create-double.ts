import { type Calls, type RecordedCall, createCallLog } from "./calls/call-log.ts";
import type { Contract } from "./contract/contract.ts";
import { writeReproduction } from "./calls/write-reproduction.ts";
import { createDocumentReader } from "./contract/document.ts";
import { createOperationFinder } from "./contract/find-operation.ts";
import { describeUnknown } from "./contract/describe-unknown.ts";
import { ContractViolation } from "./contract-violation.ts";
import type { Double, Handler } from "./double.ts";
import { installFetch } from "./entries/install-fetch.ts";
import { orAborted } from "./entries/or-aborted.ts";
import { decodeBody } from "./faults/damage-body.ts";
import type { Fault, FaultHandle } from "./faults/fault.ts";
import { createFaultList } from "./faults/fault-list.ts";
import { checkStatus, createFaultResponder } from "./faults/respond-with-fault.ts";
import { firstIssue } from "./request/check-request.ts";
import { readRequest } from "./request/read-request.ts";
import { createResponseBuilder } from "./responders/build-response.ts";
import { createErrorResponder, plainError } from "./responders/error-response.ts";
import type { Responder } from "./responders/responder.ts";
import { stateful } from "./responders/stateful.ts";
import { type Clock, systemClock } from "./time/clock.ts";
import { createRandom } from "./values/random.ts";
import { createValueSource } from "./values/value-source.ts";

/** Options for `createDouble`. */
export interface DoubleOptions<Types> {
  /** The contract of the API: the artefact `contract` of `@sandboxes/codegen`. */
  readonly contract: Contract<Types>;
  /**
   * The responder: the `fetch` of a real server, a handler, `stateless` or `stateful`.
   *
   * @default stateful(contract)
   */
  readonly respond?: Responder;
  /**
   * An additional base URL, which becomes the base URL of the double. The servers of the document are
   * always recognized too.
   *
   * @default the first server of the document
   */
  readonly baseUrl?: string;
  /**
   * The seed for built values and for faults with a share. An integer.
   *
   * @default 1
   */
  readonly seed?: number;
  /**
   * The clock for latency and for the times of calls.
   *
   * @default the clock of the runtime, which follows fake timers
   */
  readonly clock?: Clock;
  /**
   * Whether `fetch` throws a `ContractViolation` for a request that the contract does not define.
   * Otherwise the responder receives the request, and the default response is 404.
   *
   * @default true
   */
  readonly strict?: boolean;
}

/**
 * Creates a double of an API: a `fetch` that responds like the API, injects faults on demand, and
 * records every request.
 *
 * @returns the double; close it only if it listens on a port
 * @throws {Error} if the contract has no operations
 * @example
 * const double = createDouble({ contract });
 * const client = createClient({ baseUrl: double.baseUrl, fetch: double.fetch });
 * double.fail("listPets", { status: 503, retryAfter: 1 });
 */
export function createDouble<Types>(options: DoubleOptions<Types>): Double<Types> {
  const { contract, seed = 1, clock = systemClock, strict = true } = options;
  const { respond = stateful(contract, { seed }) } = options;
  const rows = Object.values(contract.operations);
  if (rows.length === 0) throw new Error("The contract has no operation.");
  const reader = createDocumentReader(contract);
  const finder = createOperationFinder(contract, options.baseUrl);
  const builder = createResponseBuilder(contract, reader, createValueSource(reader, seed));
  const respondWithError = createErrorResponder(contract, reader, builder);
  const respondWithFault = createFaultResponder(builder, respondWithError, clock);
  const log = createCallLog(rows.map(({ id }) => id));
  const faults = createFaultList(createRandom(seed));
  const handlers = new Map<string, Handler>();
  const violations: ContractViolation[] = [];

  const respondToUnknown = async (request: Request, message: string): Promise<Response> => {
    const violation = new ContractViolation(message);
    violations.push(violation);
    if (strict) throw violation;
    return (await respond(request, undefined)) ?? plainError(404, message);
  };

  /** A responder throws a violation for a request that it has no response to, such as one that was not recorded. */
  const respondOrReport: Responder = async (request, parsed) => {
    try {
      return await respond(request, parsed);
    } catch (error) {
      if (ContractViolation.isInstance(error)) violations.push(error);
      throw error;
    }
  };

  const respondByHandler = async (handler: Handler, call: RecordedCall): Promise<Response> => {
    const given = await handler(call);
    if (given instanceof Response) return given;
    const { status = builder.successStatus(call.operation), body, headers } = given;
    if (body !== undefined && !builder.isValid(call.operation, status, body))
      throw violationOf(handler, call.operation, status, body);
    return builder.build(call.operation, status, { body, headers });
  };
  const violationOf = (
    handler: Handler,
    operation: string,
    status: number,
    body: unknown,
  ): ContractViolation => {
    const validator =
      contract.responses[operation]?.[builder.documentedStatus(operation, status) ?? ""];
    const reason = validator
      ? `has a body that breaks the contract: ${firstIssue(validator, body, "body")}`
      : "is not documented.";
    const violation = new ContractViolation(`The response ${status} of ${operation} ${reason}`);
    // The stack trace points to the line of the test that added the handler.
    const stack = handlerStacks.get(handler);
    if (stack !== undefined)
      violation.stack = stack.replace(/^Error.*/, `${violation.name}: ${violation.message}`);
    violations.push(violation);
    return violation;
  };
  const handlerStacks = new WeakMap<Handler, string>();

  /** Returns the response as sent on the wire: a compressed body stays compressed. */
  const answer = async (request: Request): Promise<Response> => {
    const route = finder.find(request.method, request.url);
    if (!route.match)
      return respondToUnknown(request, describeUnknown(request, rows, finder.baseUrls, route));
    // The responder receives the original request, so do not consume its body here.
    const forwarded = request.body === null ? request : request.clone();
    const parsed = await readRequest(reader, route.match, request, clock.now());
    const call = log.add(parsed);
    const normal = async (): Promise<Response> => {
      const handler = handlers.get(parsed.operation);
      const response = handler
        ? await respondByHandler(handler, call)
        : await respondOrReport(forwarded, parsed);
      return response ?? builder.build(parsed.operation, builder.successStatus(parsed.operation));
    };
    const fault = faults.take(parsed);
    const response = fault ? await respondWithFault(fault, parsed, normal) : await normal();
    call.status = response.status;
    return response;
  };

  const failOperation = (operation: string, fault: Fault): FaultHandle => {
    const { status, undocumented } = fault;
    knownOperation(contract, operation);
    if (status !== undefined && !undocumented) checkStatus(builder, operation, status);
    return faults.add(operation, fault);
  };
  const fail = (first: string | Fault, second: Fault = {}): FaultHandle =>
    typeof first === "string" ? failOperation(first, second) : faults.add(undefined, first);

  return {
    baseUrl: finder.baseUrls[0]!,
    clock,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return orAborted(request.signal, async () => decodeBody(await answer(request)));
    },
    respond: answer,
    baseUrls: finder.baseUrls,
    fail: fail,
    handle(operation, handler) {
      const untyped = handler as unknown as Handler;
      handlers.set(knownOperation(contract, operation), untyped);
      const stack = new Error(`The handler of ${operation} was given here`).stack;
      if (stack !== undefined) handlerStacks.set(untyped, stack);
    },
    calls: log.calls as unknown as Calls<Types>,
    allCalls: log.all,
    waitForCall: ((operation: string, times = 1) =>
      log.waitFor(knownOperation(contract, operation), times)) as Double<Types>["waitForCall"],
    violations,
    verify() {
      const [first] = violations;
      if (first) throw first;
    },
    reproduction: () => writeReproduction(log.all(), finder.baseUrls),
    reset() {
      log.clear();
      faults.clear();
      handlers.clear();
      violations.length = 0;
    },
    listen: async (where) =>
      (await import("./entries/listen.ts")).listen(answer, finder.baseUrls[0]!, where),
    install: (settings) => installFetch(finder.baseUrls, answer, settings),
  };
}

function knownOperation(contract: Contract, id: string): string {
  if (Object.hasOwn(contract.operations, id)) return id;
  throw new TypeError(
    `The contract has no operation "${id}". It has: ${Object.keys(contract.operations).join(", ")}.`,
  );
}
