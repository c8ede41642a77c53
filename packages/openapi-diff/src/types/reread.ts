import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiDocument, type JsonObject, inspectDocument } from "@sandboxes/codegen/in-memory";

/**
 * Reads an OpenAPI 3.1 root as a separate document. Emitters modify their input, so they must not receive
 * the compared documents.
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
