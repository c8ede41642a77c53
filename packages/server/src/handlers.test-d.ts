import type { Health, Sandbox } from "@sandboxes/schema";
import { expectTypeOf } from "vitest";
import type { Handlers, Success } from "./handlers.ts";

expectTypeOf<Success<"getHealth">>().toEqualTypeOf<Health>();
expectTypeOf<Success<"listSandboxes">>().toEqualTypeOf<Sandbox[]>();

const getHealth: Handlers["getHealth"] = async () => ({ status: "ok", version: "1.0.0" });
const listSandboxes: Handlers["listSandboxes"] = async () => [];

export const complete: Handlers = { getHealth, listSandboxes };

// @ts-expect-error An operation of the spec has no handler.
export const incomplete: Handlers = { getHealth };

// @ts-expect-error The spec has no such operation.
export const invented: Handlers = { getHealth, listSandboxes, listTeams: getHealth };

// @ts-expect-error What is answered is not what the spec says.
export const wrong: Handlers = { getHealth: async () => ({ status: "fine" }), listSandboxes };
