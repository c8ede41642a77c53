import type { Health, Sandbox, SandboxWithToken } from "@sandboxes/schema";
import { expectTypeOf } from "vitest";
import type { Handlers, Success } from "./handlers.ts";
import type { Streamed } from "./streamed.ts";

expectTypeOf<Success<"getHealth">>().toEqualTypeOf<Health>();
expectTypeOf<Success<"listSandboxes">>().toEqualTypeOf<Sandbox[]>();
expectTypeOf<Success<"createSandbox">>().toEqualTypeOf<SandboxWithToken>();
expectTypeOf<Success<"deleteSandbox">>().toBeVoid();
expectTypeOf<Success<"execSandboxStream">>().toEqualTypeOf<Streamed>();

const getHealth: Handlers["getHealth"] = async () => ({ status: "ok", version: "1.0.0" });
const listSandboxes: Handlers["listSandboxes"] = async () => [];

declare const others: Omit<Handlers, "getHealth" | "listSandboxes">;

export const complete: Handlers = { ...others, getHealth, listSandboxes };

// @ts-expect-error An operation of the spec has no handler.
export const incomplete: Handlers = { ...others, getHealth };

// @ts-expect-error The spec has no such operation.
export const invented: Handlers = { ...others, getHealth, listSandboxes, listTeams: getHealth };

const fine = async (): Promise<{ status: string }> => ({ status: "fine" });
// @ts-expect-error What is answered is not what the spec says.
export const wrong: Handlers = { ...others, getHealth: fine, listSandboxes };
