import type { Contract } from "../contract/contract.ts";
import { createDocumentReader } from "../contract/document.ts";
import { ContractViolation } from "../contract-violation.ts";
import { createResponseChecker } from "../matchers/check-response.ts";
import { findDifferences, formatDifferences } from "../matchers/find-differences.ts";
import type { Responder } from "../responders/responder.ts";
import type { Exchange, RecordedRequest, Recording } from "./exchange.ts";
import { findDrift } from "./find-drift.ts";
import { createRequestRecorder } from "./record-request.ts";
import { createCredentialReader } from "../request/credentials.ts";
import type { Redact } from "./redact.ts";

/** Options for `replay`. */
export interface ReplayOptions {
  /**
   * The `redact` of the recorder, if it had one. Requests are compared after the same redaction.
   *
   * @default changes nothing
   */
  readonly redact?: Redact;
}

/**
 * Responds with the recorded responses, without a network. Equal requests get their responses in the recorded order;
 * the last one is repeated.
 *
 * @returns a responder for `createDouble`. It throws a {ContractViolation} for a request that was not recorded
 * @throws {ContractViolation} if the recording no longer matches the contract
 * @example
 * const recording = JSON.parse(await readFile("books.json", "utf8"));
 * const double = createDouble({ contract, respond: replay(contract, recording) });
 */
export function replay(
  contract: Contract,
  recording: Recording,
  { redact }: ReplayOptions = {},
): Responder {
  if (recording.version !== 1 || !Array.isArray(recording.exchanges))
    throw new TypeError("The recording must be an object of `createRecorder`, with version 1.");
  const reader = createDocumentReader(contract);
  const drift = findDrift(contract, reader, createResponseChecker(contract), recording.exchanges);
  if (drift.length > 0)
    throw new ContractViolation(
      `The recording does not match the contract. Record it again.\n${drift.map((line) => `  ${line}`).join("\n")}`,
    );
  const credentialReader = createCredentialReader(contract, reader);
  const recordRequest = createRequestRecorder(contract, reader, credentialReader);
  const credentials = new Set<string>();
  const used = new Set<Exchange>();

  return (_, parsed) => {
    if (!parsed) return undefined;
    for (const credential of credentialReader.read(parsed)) credentials.add(credential);
    const request = recordRequest(parsed, { credentials, redact });
    const candidates = recording.exchanges.filter(
      ({ operation }) => operation === parsed.operation,
    );
    const equal = candidates.filter((each) => isEqual(each.request, request));
    const next = equal.find((each) => !used.has(each)) ?? equal.at(-1);
    if (!next) throw new ContractViolation(explain(parsed.operation, request, candidates));
    used.add(next);
    return toResponse(next);
  };
}

function isEqual(recorded: RecordedRequest, request: RecordedRequest): boolean {
  return differencesOf(recorded, request).length === 0;
}

/** Compares in both directions, because each may have more properties than the other. */
function differencesOf(
  recorded: RecordedRequest,
  request: RecordedRequest,
): ReturnType<typeof findDifferences> {
  const missing = findDifferences(request, recorded, "");
  const places = new Set(missing.map(({ place }) => place));
  const added = findDifferences(recorded, request, "")
    .filter(({ place }) => !places.has(place))
    .map(({ place, expected, received }) => ({ place, expected: received, received: expected }));
  return [...missing, ...added];
}

function explain(
  operation: string,
  request: RecordedRequest,
  candidates: readonly Exchange[],
): string {
  if (candidates.length === 0) return `The recording has no request of ${operation}.`;
  const compared = candidates.map((each) => differencesOf(each.request, request));
  const closest = compared.reduce((best, each) => (each.length < best.length ? each : best));
  return `The recording has no such request of ${operation}. The closest one differs in:\n${formatDifferences(closest)}`;
}

function toResponse({ response }: Exchange): Response {
  const { status, headers, body, text, base64 } = response;
  if (base64 !== undefined)
    return new Response(
      Uint8Array.from(atob(base64), (byte) => byte.codePointAt(0)!),
      { status, headers },
    );
  const content = body === undefined ? text : JSON.stringify(body);
  return new Response(content ?? null, { status, headers });
}
