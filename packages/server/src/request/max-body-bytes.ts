import { document } from "@sandboxes/schema/document";

/** The largest request body, in bytes. The spec states it, beside the response with status 413. */
export const maxBodyBytes: number = readLimit();

function readLimit(): number {
  let value: unknown = document;
  for (const key of ["components", "responses", "BodyTooLarge", "x-max-body-bytes"])
    value = (value as Record<string, unknown> | undefined)?.[key];
  if (typeof value !== "number")
    throw new TypeError("The spec has no #/components/responses/BodyTooLarge/x-max-body-bytes.");
  return value;
}
