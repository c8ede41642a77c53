import type { MessagePort } from "node:worker_threads";

/** Starts a command in an idle thread. Everything else about the command goes through the port. */
export interface RunMessage {
  readonly port: MessagePort;
  /** Connected to the disk, which is in another thread. */
  readonly disk: MessagePort;
  readonly script: string;
  readonly env: readonly (readonly [string, string])[];
  readonly working_dir: string;
}

export type ToWorker =
  /** The number of characters of output that were read. */
  | { readonly type: "taken"; readonly length: number }
  /** Ends the command. */
  | { readonly type: "abort" };

export type FromWorker =
  | { readonly type: "output"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "end"; readonly exit_code: number };
