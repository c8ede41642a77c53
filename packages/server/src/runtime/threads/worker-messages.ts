import type { MessagePort } from "node:worker_threads";

/** Starts a command in an idle thread. Everything else about the command goes through the port. */
export interface RunMessage {
  readonly port: MessagePort;
  /** Leads to the disk, which is in another thread. */
  readonly disk: MessagePort;
  readonly script: string;
  readonly env: readonly (readonly [string, string])[];
  readonly working_dir: string;
}

export type ToWorker =
  /** So many characters of output were taken. */
  | { readonly type: "taken"; readonly length: number }
  /** The command is to end now. */
  | { readonly type: "abort" };

export type FromWorker =
  | { readonly type: "output"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "end"; readonly exit_code: number };
