// just-bash keeps the output of programs as text wherever it joins several outputs, and converts it with
// `TextDecoder` and `TextEncoder`. These lose bytes that are not UTF-8. The classes here keep them: each such
// byte becomes a lone low surrogate, U+DC80 to U+DCFF, which no valid text has, and becomes the same byte again
// (as Python's "surrogateescape", PEP 383).

const firstMarker = 0xdc00;
const [Decoder, Encoder] = [TextDecoder, TextEncoder];

/** Matches a marker. With the flag `u`, only lone surrogates match. */
const marker = /[\uDC80-\uDCFF]/u;

/** @returns the character that stands for a byte from 0x80 on */
export function markerOf(byte: number): string {
  return String.fromCharCode(firstMarker + byte);
}

// The declarations of Node and of browsers differ.
type DecodeParameters = Parameters<InstanceType<typeof Decoder>["decode"]>;

class LosslessDecoder extends Decoder {
  override decode(...[input, options]: DecodeParameters): string {
    if (this.encoding !== "utf-8" || !input || options?.stream) return super.decode(input, options);
    const bytes = ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
      : new Uint8Array(input);
    return decodeLosslessly(bytes);
  }
}

class LosslessEncoder extends Encoder {
  override encode(text = ""): Uint8Array<ArrayBuffer> {
    return marker.test(text) ? encodeMarked(text) : super.encode(text);
  }
}

/**
 * Replaces `TextDecoder` and `TextEncoder` of this thread. Call it before just-bash is loaded, which keeps
 * instances of them. A decoder that reads a stream still replaces invalid bytes.
 */
export function keepInvalidBytes(): void {
  Object.assign(globalThis, { TextDecoder: LosslessDecoder, TextEncoder: LosslessEncoder });
}

const strict = new Decoder("utf-8", { fatal: true, ignoreBOM: true });

/** @returns the text of bytes in UTF-8, with a marker for each byte that is not. A byte order mark stays. */
export function decodeLosslessly(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeInvalid(bytes);
  }
}

/** @returns the bytes of a text in UTF-8, and the original byte for each marker */
export function encodeLosslessly(text: string): Uint8Array<ArrayBuffer> {
  return new LosslessEncoder().encode(text);
}

function decodeInvalid(bytes: Uint8Array): string {
  // No text has more UTF-16 units than bytes.
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length;) {
    const size = sequenceSize(bytes, index);
    const first = bytes[index]!;
    if (size === 0) units[length++] = firstMarker + first;
    else if (size === 1) units[length++] = first;
    else {
      let point = first & (0xff >> (size + 1));
      for (let next = 1; next < size; next++) point = (point << 6) | (bytes[index + next]! & 0x3f);
      if (point > 0xffff) {
        units[length++] = 0xd800 + ((point - 0x10000) >> 10);
        units[length++] = 0xdc00 + (point & 0x3ff);
      } else units[length++] = point;
    }
    index += Math.max(size, 1);
  }
  return Buffer.from(units.buffer, 0, length * 2).toString("utf16le");
}

/** @returns the number of bytes of the character at an index, 0 if it is not valid (RFC 3629, section 4) */
function sequenceSize(bytes: Uint8Array, index: number): number {
  const first = bytes[index]!;
  if (first < 0x80) return 1;
  const size = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  for (let next = 1; next < size; next++) {
    const byte = bytes[index + next] ?? 0;
    if (byte < (next === 1 ? least : 0x80) || byte > (next === 1 ? most : 0xbf)) return 0;
  }
  return size;
}

function encodeMarked(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3);
  const encoder = new Encoder();
  let [length, start] = [0, 0];
  const copy = (end: number): void => {
    length += encoder.encodeInto(text.slice(start, end), bytes.subarray(length)).written;
  };
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text.charCodeAt(index + 1))) index++;
    else if (unit >= firstMarker + 0x80 && unit <= firstMarker + 0xff) {
      copy(index);
      bytes[length++] = unit - firstMarker;
      start = index + 1;
    }
  }
  copy(text.length);
  return bytes.slice(0, length);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
