import { isMediaType } from "../../media-type.ts";
import type { BodyFormat } from "../../operation.ts";

/** Writes a body in one of several formats. The first one is the default. */
export function eitherBody(...formats: readonly [BodyFormat, ...BodyFormat[]]): BodyFormat {
  return {
    ...formats[0],
    type: formats.map(({ type }) => type).join(", "),
    choose(contentType) {
      const format =
        contentType === undefined
          ? formats[0]
          : formats.find(({ type }) => isMediaType(contentType, type));
      return format?.choose ? format.choose(contentType) : format;
    },
  };
}
