export { createApiClient, type Api, type ClientParts } from "./create-api-client.ts";
export type {
  BodyFormat,
  Credential,
  CredentialOption,
  Credentials,
  MakeResult,
  OpenBody,
  Operation,
  Parameter,
  Reader,
  Reading,
  Reception,
  Scheme,
  Security,
} from "./operation.ts";
export type { Call } from "./call.ts";
// Options.
export type { CallOptions, HeadersOption, RetryOptions } from "./options/call-options.ts";
export type { ApiFacts, ClientOptions } from "./options/client-options.ts";
export type { FetchOption, Settings } from "./options/settings.ts";
export type { Clock } from "./attempts/clock.ts";
// Results of methods.
export { type ApiFile, toApiFile } from "./methods/results/api-file.ts";
export { type ApiList, toApiList } from "./methods/lists/api-list.ts";
export {
  type ApiPages,
  type NextPage,
  cursorPages,
  headerPages,
  lastItemPages,
  linkPages,
  numberedPages,
  offsetPages,
  pagesOf,
  urlPages,
} from "./methods/lists/api-pages.ts";
export { listPages } from "./methods/lists/list-pages.ts";
export type { ApiPromise } from "./methods/results/api-promise.ts";
export { toMixed, toStream } from "./methods/results/api-stream.ts";
export { deletedBy } from "./methods/delete-at-end.ts";
export type { ClientFetch } from "./methods/raw/create-fetch.ts";
export type {
  DeletedAtEnd,
  FilePart,
  RawBody,
  WithDeletion,
  WithFiles,
  WithoutPrefix,
} from "./methods/results/result-types.ts";
export type { RawClient, RawResult } from "./methods/raw/raw-types.ts";
// Errors.
export { ApiError, type ApiErrorInit } from "./errors/api-error.ts";
export { AuthenticationError } from "./errors/authentication-error.ts";
export { ClientError, type FailedAttempt, brand } from "./errors/client-error.ts";
export { ConflictError } from "./errors/conflict-error.ts";
export { ConnectionError } from "./errors/connection-error.ts";
export { MissingCredentialError } from "./errors/missing-credential-error.ts";
export { NotFoundError } from "./errors/not-found-error.ts";
export { RateLimitError } from "./errors/rate-limit-error.ts";
export { ResponseBasedError } from "./errors/response-based-error.ts";
export { ResponseError, type ResponseErrorInit } from "./errors/response-error.ts";
export { TimeoutError } from "./errors/timeout-error.ts";
export { hideSecrets } from "./errors/hide-secrets.ts";
// Plugins.
export type { FetchInit, Sendable } from "./request/sendable.ts";
export type { Answer, Attempt, Exchange, Plugin } from "./plugins/plugin.ts";
// Waiting, for methods that are made of several calls.
export { monotonicNow } from "./attempts/clock.ts";
export { sleep } from "./attempts/sleep.ts";
export { toLimit } from "./options/limits.ts";
// Parts that an operation table imports.
export { conflictWhile } from "./attempts/conflict-while.ts";
export { anyErrors, errorsAt } from "./response/error-fields.ts";
export { serverTemplate } from "./options/server-template.ts";
export { basic, bearer, cookieKey, headerKey, queryKey } from "./request/schemes.ts";
export { idempotencyKey } from "./request/idempotency-key.ts";
export { segment } from "./request/styles/path.ts";
export { form } from "./request/styles/form.ts";
export { formValue } from "./request/styles/form-value.ts";
export { prefixed } from "./request/styles/prefixed.ts";
export { formCookie } from "./request/styles/cookie.ts";
export { deepObject } from "./request/styles/deep-object.ts";
export { formJoined, pipeDelimited, spaceDelimited } from "./request/styles/delimited.ts";
export { reserved } from "./request/styles/reserved.ts";
export {
  jsonHeader,
  jsonPair,
  jsonPath,
  labelPath,
  labelPathExploded,
  matrixPath,
  matrixPathExploded,
  simpleHeader,
  simpleHeaderExploded,
  simplePath,
  simplePathExploded,
} from "./request/styles/simple.ts";
export { oneOf, requires } from "./request/security.ts";
export { eitherBody } from "./request/bodies/choose-body.ts";
export { json as jsonBody, jsonAs as jsonBodyAs } from "./request/bodies/json.ts";
export { multipart } from "./request/bodies/multipart.ts";
export { raw as rawBody } from "./request/bodies/raw.ts";
export { urlEncoded } from "./request/bodies/form-data.ts";
export { binary, text } from "./response/text-readers.ts";
export { byStatus, notModified } from "./response/by-status.ts";
export { empty, json, jsonArray } from "./response/readers.ts";
export { events } from "./response/streams/read-events.ts";
export { jsonLines } from "./response/streams/read-lines.ts";
