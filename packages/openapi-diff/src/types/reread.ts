import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiDocument, type JsonObject, inspectDocument } from "@sandboxes/codegen/in-memory";

/**
 * Reads a root in the dialect of 3.1 as a document of its own. What emits code changes what it is
 * given, so the documents that are compared must not be what it gets.
 */
export function reread(root: JsonObject): ApiDocument {
  const folder = mkdtempSync(join(tmpdir(), "openapi-diff-"));
  try {
    const path = join(folder, "document.json");
    writeFileSync(path, JSON.stringify({ ...root, openapi: "3.1.0" }));
    return inspectDocument(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
