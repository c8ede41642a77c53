import { type Operation, operations } from "@sandboxes/schema/operations";
import { type Validator, answers } from "@sandboxes/schema/validators";
import type { App } from "@sandboxes/server";
import { expect } from "vitest";

type OperationId = keyof typeof operations;

/** Inputs of a call of an operation. */
export interface CallOptions {
  /** The ID of the sandbox. */
  id?: string;
  /** Sent as JSON. */
  body?: unknown;
  apiKey: string;
}

/** A parsed response. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON, or the text of another type; `undefined` for an empty body. */
  body: unknown;
}

const validators: Readonly<Record<string, Readonly<Record<string, Validator<unknown>>>>> = answers;

/** Calls an operation, and checks the response against the spec. */
export async function call(
  app: App,
  operationId: OperationId,
  { id = "", body, apiKey }: CallOptions,
): Promise<Answer> {
  const { method, path, success, errors, produces }: Operation = operations[operationId];
  const request = new Request(`http://localhost${path.replace("{sandbox_id}", id)}`, {
    method,
    headers: {
      "X-API-Key": apiKey,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await app.fetch(request);
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get("Content-Type") === "application/json";
  const answer = { status, headers, body: isJson ? JSON.parse(text) : text || undefined };

  expect([...success, ...errors]).toContain(status);
  if (response.ok && produces === null) expect(answer.body).toBeUndefined();
  const validator = validators[operationId]?.[status];
  if (isJson) expect(validator?.issues(answer.body)).toEqual([]);
  return answer;
}
