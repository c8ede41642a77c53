import type { Sandbox, SandboxStatus } from "@sandboxes/schema";
import { expectTypeOf } from "vitest";
import { createBuilder } from "./create-builder.ts";

const build = createBuilder();

expectTypeOf(build("Sandbox")).toEqualTypeOf<Sandbox>();
expectTypeOf(build("SandboxStatus")).toEqualTypeOf<SandboxStatus>();

// @ts-expect-error There is no such type.
build("Sandbx");
// @ts-expect-error A misspelt property.
build("Sandbox", { nam: "x" });
// @ts-expect-error A value of another type.
build("Sandbox", { vcpu_count: "2" });
