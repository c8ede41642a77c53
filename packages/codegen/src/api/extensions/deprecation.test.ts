import { expect, it } from "vitest";
import { deprecationOf } from "./deprecation.ts";

it.each<[object: Record<string, unknown>, wanted: string | undefined]>([
  [{}, undefined],
  [{ deprecated: false, "x-deprecated-reason": "Old" }, undefined],
  [{ description: "Deprecated: use b." }, undefined],
  [{ deprecated: true }, ""],
  [{ deprecated: true, description: "A pet." }, ""],
  [{ deprecated: true, "x-deprecated-reason": "Use b.\n" }, "Use b."],
  [{ deprecated: true, "x-deprecatedMessage": "Use b." }, "Use b."],
  [
    { deprecated: true, "x-deprecated-reason": "Use b.", description: "Deprecated: use c." },
    "Use b.",
  ],
  [{ deprecated: true, description: "Deprecated: use b." }, "Use b."],
  [
    { deprecated: true, description: "A pet. Deprecated, use `b` instead. It has more." },
    "Use `b` instead.",
  ],
  [{ deprecated: true, description: "**Deprecated:** Use b.\n\nMore." }, "Use b."],
  [{ deprecated: true, description: "DEPRECATED. Use b. It is good." }, "Use b."],
  [
    { deprecated: true, description: "Deprecated since v1.2 in favour of\nb." },
    "Since v1.2 in favour of b.",
  ],
  [{ deprecated: true, description: "A pet.\n\n> Deprecated - use b\n\nMore." }, "Use b"],
  [{ deprecated: true, description: "[Deprecated] Use b." }, "Use b."],
  [{ deprecated: true, description: "This is deprecated. Use b." }, ""],
  [{ deprecated: true, description: "Deprecated." }, ""],
  [{ deprecated: true, description: "Deprecatedness is all." }, ""],
])("%j is deprecated because of %j", (object, wanted) => {
  expect(deprecationOf(object)).toBe(wanted);
});
