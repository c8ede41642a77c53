/** The content of an error response. */
export interface ErrorFields {
  /** The reason, for programs. `"unknown"` if the response gives none. */
  code: string;
  /** The reason, for people. */
  message: string;
  /** The body: parsed JSON, otherwise the text. */
  body: unknown;
  /** Whether the document says that waiting does not help. */
  isFinal: boolean;
}

/** Reads code and message from the JSON of an error response. */
export interface ReadError {
  (json: unknown): { code?: unknown; message?: unknown };
  /** Codes after which waiting does not help. */
  final?: readonly string[];
}

/** Describes where an API's errors have their code and message, as keys from the root of the JSON. */
interface ErrorPlaces {
  code?: readonly string[];
  message?: readonly string[];
  /** Codes after which waiting does not help, although the status is 429 or 503. */
  final?: readonly string[];
}

/** @returns the value at the keys, `undefined` if there is none */
export function valueAt(json: unknown, keys: readonly string[]): unknown {
  let value = json;
  for (const key of keys) value = (Object(value) as Record<string, unknown>)[key];
  return value;
}

/**
 * Reads errors of an API whose document declares the places of code and message. Fields of RFC 9457
 * ("Problem Details") are the fallback.
 */
export function errorsAt({ code, message, final }: ErrorPlaces): ReadError {
  return Object.assign((json: unknown) => {
    const { type, title, detail } = Object(json) as Record<string, unknown>;
    return {
      code: (code && valueAt(json, code)) ?? type,
      message: (message && valueAt(json, message)) ?? detail ?? title,
    };
  }, final && { final });
}

/**
 * Reads errors of an API whose document does not declare the places: the fields of RFC 9457
 * ("Problem Details") and of RFC 6749 (OAuth 2.0), and the names that most APIs use.
 */
export const anyErrors: ReadError = (json) => {
  const body = Object(Array.isArray(json) ? json[0] : json) as Record<string, unknown>;
  const list = Array.isArray(body["errors"]) ? (body["errors"][0] as unknown) : body["errors"];
  const inner = Object(body["error"] ?? list) as Record<string, unknown>;
  const first = (...values: unknown[]): unknown =>
    values.find(
      (value) => (typeof value === "string" || typeof value === "number") && value !== "",
    );
  return {
    code: first(body["code"], inner["code"], body["error_code"], inner["type"], body["type"]),
    message: first(
      body["detail"],
      body["error_description"],
      body["message"],
      inner["message"],
      inner["detail"],
      body["error"],
      list,
      body["title"],
    ),
  };
};
