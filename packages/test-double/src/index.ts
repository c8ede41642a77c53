export { createDouble, type DoubleOptions } from "./create-double.ts";
export type { CallOf, Double, Handler, HandlerResult } from "./double.ts";
export { ContractViolation } from "./contract-violation.ts";
export type { Contract, OperationId } from "./contract/contract.ts";
// Responders.
export type { Responder } from "./responders/responder.ts";
export { perCredential } from "./responders/per-credential.ts";
export { stateless, type Choice, type StatelessOptions } from "./responders/stateless.ts";
export { stateful, type StatefulOptions, type StatefulResponder } from "./responders/stateful.ts";
// Faults and calls.
export type { Fail, Fault, FaultHandle } from "./faults/fault.ts";
export type { Calls, RecordedCall, TypedCall } from "./calls/call-log.ts";
export type { DoubleRequest } from "./request/double-request.ts";
// Entry points.
export type { InstallOptions, Installation } from "./entries/install-fetch.ts";
export type { ListenOptions, Listener } from "./entries/listener.ts";
// Recordings.
export {
  createRecorder,
  type Recorder,
  type RecorderOptions,
} from "./recording/create-recorder.ts";
export type {
  Exchange,
  RecordedBody,
  RecordedRequest,
  RecordedResponse,
  Recording,
} from "./recording/exchange.ts";
export type { Redact } from "./recording/redact.ts";
export { replay, type ReplayOptions } from "./recording/replay.ts";
// Time.
export {
  type Clock,
  type TestClock,
  createTestClock,
  parseDuration,
  systemClock,
} from "./time/clock.ts";
// Values.
export { createBuilder, type Build } from "./values/create-builder.ts";
