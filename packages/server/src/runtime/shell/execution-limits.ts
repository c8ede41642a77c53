import type { BashOptions } from "just-bash";

type Limits = NonNullable<BashOptions["executionLimits"]>;

const mebibyte = 1_048_576;

/** What a command may take in just-bash. Its time has a limit of its own, so work is not counted here. */
export const executionLimits: Limits = {
  maxCommandCount: Infinity,
  maxLoopIterations: Infinity,
  maxAwkIterations: Infinity,
  maxSedIterations: Infinity,
  maxJqIterations: Infinity,
  maxWorkUnits: Infinity,
  maxExecutionTimeMs: Infinity,
  maxExtensionCleanupTimeMs: 20,
  // Memory: a file of the largest size can be read once, and no value is larger.
  maxLiveBytes: 256 * mebibyte,
  maxInputBytes: 256 * mebibyte,
  maxOutputSize: 128 * mebibyte,
  maxArchiveBytes: 64 * mebibyte,
  maxArchiveCompressedBytes: 64 * mebibyte,
  maxArchiveEntryBytes: 64 * mebibyte,
};
