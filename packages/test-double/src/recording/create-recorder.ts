import type { Contract } from "../contract/contract.ts";
import { createDocumentReader } from "../contract/document.ts";
import { describeUnknown } from "../contract/describe-unknown.ts";
import { createOperationFinder } from "../contract/find-operation.ts";
import { ContractViolation } from "../contract-violation.ts";
import { createResponseChecker } from "../matchers/check-response.ts";
import { readRequest } from "../request/read-request.ts";
import type { Exchange, Recording } from "./exchange.ts";
import { createRequestRecorder } from "./record-request.ts";
import { createCredentialReader } from "../request/credentials.ts";
import type { Redact } from "./redact.ts";
import { readResponse, recordResponse } from "./record-response.ts";

/** Options for `createRecorder`. */
export interface RecorderOptions {
  readonly contract: Contract;
  /**
   * The base URL of the API, if the document does not have it as a server.
   *
   * @default the servers of the document
   */
  readonly baseUrl?: string;
  /**
   * Sends the requests.
   *
   * @default the global `fetch`
   */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Replaces further text, such as an email address.
   *
   * @default records the text
   */
  readonly redact?: Redact;
}

/** Sends requests to an API, and records them. */
export interface Recorder {
  /**
   * Sends a request. Pass it to a client.
   *
   * @throws {ContractViolation} if the contract does not define the request
   */
  readonly fetch: typeof globalThis.fetch;
  /**
   * Waits for the responses that are still being read.
   *
   * @returns the exchanges so far, without secrets
   */
  recording(): Promise<Recording>;
}

/**
 * Creates a recorder of a real API. Credentials, cookies, and the text of properties with names such as `password` or
 * `access_token` are not recorded.
 *
 * @example
 * const recorder = createRecorder({ contract });
 * const client = createClient({ fetch: recorder.fetch });
 * await client.books.list();
 * await writeFile("books.json", JSON.stringify(await recorder.recording(), null, 2));
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const { contract, redact, fetch: send = (...given) => globalThis.fetch(...given) } = options;
  const reader = createDocumentReader(contract);
  const finder = createOperationFinder(contract, options.baseUrl);
  const credentialReader = createCredentialReader(contract, reader);
  const recordRequest = createRequestRecorder(contract, reader, credentialReader);
  const checker = createResponseChecker(contract);
  const rows = Object.values(contract.operations);
  const credentials = new Set<string>();
  const rules = { credentials, redact };
  const pending: Promise<(() => Exchange) | undefined>[] = [];

  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const route = finder.find(request.method, request.url);
      if (!route.match)
        throw new ContractViolation(describeUnknown(request, rows, finder.baseUrls, route));
      const parsed = await readRequest(reader, route.match, request.clone(), Date.now());
      for (const credential of credentialReader.read(parsed)) credentials.add(credential);
      const response = await send(request);
      const copy = response.clone();
      const recorded = readResponse(copy).then(
        (parts) => () => ({
          operation: parsed.operation,
          request: recordRequest(parsed, rules),
          response: recordResponse(parsed.operation, parts, checker, rules),
        }),
        // A response that breaks off is no exchange to replay.
        () => undefined,
      );
      pending.push(recorded);
      return response;
    },
    recording: async () => {
      const exchanges = await Promise.all(pending);
      // A credential of a late request may appear in an early one.
      return { version: 1, exchanges: exchanges.flatMap((build) => (build ? [build()] : [])) };
    },
  };
}
