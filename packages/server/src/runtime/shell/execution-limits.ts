import type { BashOptions } from "just-bash";

type Limits = NonNullable<BashOptions["executionLimits"]>;

const mebibyte = 1_048_576;

/** The limits of a command in just-bash. `timeout_s` limits its time, so the amount of work has no limit here. */
export const executionLimits: Limits = {
  maxCommandCount: Infinity,
  maxLoopIterations: Infinity,
  maxAwkIterations: Infinity,
  maxSedIterations: Infinity,
  maxJqIterations: Infinity,
  maxWorkUnits: Infinity,
  maxExecutionTimeMs: Infinity,
  maxExtensionCleanupTimeMs: 20,
  // Limits memory: the largest file can be read once, and no value is larger.
  maxLiveBytes: 256 * mebibyte,
  maxInputBytes: 256 * mebibyte,
  maxOutputSize: 128 * mebibyte,
  maxArchiveBytes: 64 * mebibyte,
  maxArchiveCompressedBytes: 64 * mebibyte,
  maxArchiveEntryBytes: 64 * mebibyte,
};
