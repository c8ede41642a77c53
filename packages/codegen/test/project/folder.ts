import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { rmSync } from "node:fs";

/**
 * @param whenDone takes what is to be done when the test has finished; of tests that run at once each has its own
 * @returns a new folder with the given files, removed when the test has finished
 */
export function folder(
  files: Readonly<Record<string, string>>,
  whenDone: (clean: () => void) => void = onTestFinished,
): string {
  const path = mkdtempSync(join(tmpdir(), "codegen-"));
  whenDone(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

/** @returns a YAML document with the given paths and components, each as indented YAML */
export function openapi(paths: string, components = "", version = "3.1.0"): string {
  const body = (text: string): string =>
    text.trim() === "" ? " {}\n" : `\n${text.replace(/^\n/, "").trimEnd()}\n`;
  return `openapi: ${version}\ninfo: { title: Test, version: "1" }\npaths:${body(paths)}components:${body(components)}`;
}
