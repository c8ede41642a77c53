import type { Health, Sandbox, SandboxWithToken } from "@sandboxes/schema";
import { expectTypeOf } from "vitest";
import {
  type Handlers,
  type Inputs,
  type NothingLeft,
  type Success,
  reply,
} from "./operation-types.ts";
import type { Streamed } from "./response/streamed.ts";

expectTypeOf<Success<"getHealth">>().toEqualTypeOf<Health>();
expectTypeOf<Success<"listSandboxes">>().toEqualTypeOf<Sandbox[]>();
expectTypeOf<Success<"createSandbox">>().toEqualTypeOf<SandboxWithToken>();
expectTypeOf<Success<"deleteSandbox">>().toBeVoid();
expectTypeOf<Success<"execSandboxStream">>().toEqualTypeOf<Streamed>();

const getHealth: Handlers["getHealth"] = ({ ...unread }) =>
  reply(unread, { status: "ok", version: "1.0.0" });
const listSandboxes: Handlers["listSandboxes"] = ({ metadata, status, limit, offset, ...unread }) =>
  reply(unread, (metadata ?? status ?? limit ?? offset) ? [] : []);

declare const others: Omit<Handlers, "getHealth" | "listSandboxes">;

export const complete: Handlers = { ...others, getHealth, listSandboxes };

// @ts-expect-error An operation of the spec has no handler.
export const incomplete: Handlers = { ...others, getHealth };

// @ts-expect-error The spec has no such operation.
export const invented: Handlers = { ...others, getHealth, listSandboxes, listTeams: getHealth };

const fine = ({ ...unread }: NothingLeft) => reply(unread, { status: "fine" });
// @ts-expect-error What is answered is not what the spec says.
export const wrong: Handlers = { ...others, getHealth: fine, listSandboxes };

// @ts-expect-error The handler ignores the metadata filter.
export const ignoresQuery: Handlers["listSandboxes"] = ({ ...unread }) => reply(unread, []);

export const ignoresField: Handlers["createSandbox"] = ({ name, metadata, ...unread }) =>
  // @ts-expect-error The handler ignores the other fields.
  reply(unread, void [name, metadata]);

type WithParameter = Inputs<"getSandbox"> & { view?: string };
export const ignoresNewParameter = ({ sandbox_id, ...unread }: WithParameter): unknown =>
  // @ts-expect-error The spec has a parameter that the handler does not read.
  reply(unread, sandbox_id);

expectTypeOf<keyof Inputs<"updateSandbox">>().toEqualTypeOf<
  "sandbox_id" | "metadata" | "network" | "timeout_seconds" | "auto_delete_seconds"
>();
// `null` clears this field. Everywhere else it means the same as an absent field.
expectTypeOf<Inputs<"updateSandbox">["timeout_seconds"]>().toEqualTypeOf<
  number | null | undefined
>();
expectTypeOf<Inputs<"createSandbox">["timeout_seconds"]>().toEqualTypeOf<number | undefined>();
expectTypeOf<null>().not.toExtend<Inputs<"updateSandbox">["metadata"]>();
