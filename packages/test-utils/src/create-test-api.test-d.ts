import type { Sandbox } from "@sandboxes/schema";
import { expectTypeOf } from "vitest";
import { type TestApi, createTestApi } from "./create-test-api.ts";

expectTypeOf<TestApi["fetch"]>().toEqualTypeOf<typeof globalThis.fetch>();
expectTypeOf<TestApi["sandboxes"]>().toEqualTypeOf<readonly Sandbox[]>();

void createTestApi({ sandboxes: [{}, { name: "demo", metadata: { env: "prod" } }] });
// @ts-expect-error A misspelt property.
void createTestApi({ sandboxes: [{ nam: "demo" }] });
// @ts-expect-error A value of another type.
void createTestApi({ sandboxes: [{ metadata: { count: 42 } }] });
// @ts-expect-error A misspelt option.
void createTestApi({ sandbox: [] });
