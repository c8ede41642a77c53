import { expect, test, vi } from "vitest";

// What a runtime may load lazily, replace or not have at all.
const names = [
  "fetch",
  "Request",
  "Response",
  "Headers",
  "AbortController",
  "TextDecoder",
  "TextEncoder",
  "ReadableStream",
  "crypto",
  "document",
] as const;

test("the import touches nothing global, and the first client does", async () => {
  const touched = new Set<string>();
  const before = Object.getOwnPropertyNames(globalThis);
  const descriptors = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  try {
    for (const name of names) {
      const value: unknown = Reflect.get(globalThis, name);
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get: () => {
          touched.add(name);
          return value;
        },
      });
    }
    vi.resetModules();
    const { createClient } = await import("@sandboxes/client");
    expect([...touched]).toEqual([]);
    expect(Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name))).toEqual(
      names.filter((name) => !before.includes(name)),
    );
    createClient({ apiKey: "sk_test", headers: { a: "b" } });
    expect([...touched]).toEqual(["Headers"]);
  } finally {
    for (const [index, name] of names.entries()) {
      const descriptor = descriptors[index];
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
});
