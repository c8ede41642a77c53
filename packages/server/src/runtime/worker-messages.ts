import type { MessagePort } from "node:worker_threads";
import type { IFileSystem } from "just-bash";

/** What a command does with the disk, which stays outside of the worker. */
export type DiskMethod = Exclude<
  {
    [K in keyof IFileSystem]-?: Required<IFileSystem>[K] extends Async ? K : never;
  }[keyof IFileSystem],
  "readFileBytes"
>;
type Async = (...parameters: never[]) => Promise<unknown>;

/** Starts a command in an idle worker. All that is said of it goes through the port. */
export interface RunMessage {
  readonly port: MessagePort;
  readonly script: string;
  readonly env: readonly (readonly [string, string])[];
  readonly working_dir: string;
}

export type ToWorker =
  | { readonly type: "result"; readonly id: number; readonly value: unknown }
  | { readonly type: "fault"; readonly id: number; readonly message: string }
  /** So many characters of output were taken. */
  | { readonly type: "taken"; readonly length: number };

export type FromWorker =
  | {
      readonly type: "call";
      readonly id: number;
      readonly method: DiskMethod;
      readonly parameters: readonly unknown[];
    }
  | { readonly type: "output"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "end"; readonly exit_code: number };
