import { type Operation, operations } from "@sandboxes/schema/operations";
import { events, responses } from "@sandboxes/schema/producer-validators";
import { ErrorResponse, type Validator } from "@sandboxes/schema/validators";
import { JsonArray } from "../response/json-array.ts";
import type { Reply } from "../response/respond.ts";
import { Streamed } from "../response/streamed.ts";

type Validators = Readonly<Record<string, Readonly<Record<string, Validator<unknown>>>>>;

/**
 * Checks that a reply is what the spec says: its status and its body, with closed enums and without
 * undeclared properties. With the condition `@sandboxes/checked`, Node uses this file instead of
 * `no-check.ts`; see `imports` in `package.json`. A problem is thrown outside of the request, so that
 * no test can miss it.
 *
 * @param id the operation; `undefined` for a request that is none
 * @returns the reply, whose stream is checked while it is read
 */
export function checkReply(id: string | undefined, reply: Reply): Reply {
  const { body } = reply;
  if (body instanceof Streamed) return { ...reply, body: checkStream(id, reply.status, body) };
  const problem = replyProblem(
    id,
    reply.status,
    body instanceof JsonArray ? JSON.parse(body.text) : body,
  );
  if (problem !== undefined) raise(problem);
  return reply;
}

/** @returns what is wrong with a reply, with the operation and the place, or `undefined` */
export function replyProblem(
  id: string | undefined,
  status: number,
  body: unknown,
): string | undefined {
  const json = body === undefined ? undefined : (JSON.parse(JSON.stringify(body)) as unknown);
  if (id === undefined)
    return json === undefined ? undefined : issueOf("A refused request", ErrorResponse, json);
  const operation: Operation | undefined = (operations as Readonly<Record<string, Operation>>)[id];
  const name = `${id} ${status}`;
  if (!operation || ![...operation.success, ...operation.errors].includes(status))
    return `${name}: the spec does not declare this status.`;
  const validator = (responses as Validators)[id]?.[status];
  if (json === undefined)
    return validator ? `${name}: the spec declares a body, and there is none.` : undefined;
  if (!validator) return `${name}: the spec declares no JSON body.`;
  return issueOf(name, validator, json);
}

/** @returns what is wrong with the data of a streamed event, or `undefined` */
export function eventProblem(id: string, status: number, data: unknown): string | undefined {
  const validator = (events as Validators)[id]?.[status];
  const name = `An event of ${id} ${status}`;
  return validator ? issueOf(name, validator, data) : `${name}: the spec declares no events.`;
}

function issueOf(name: string, validator: Validator<unknown>, value: unknown): string | undefined {
  const [issue] = validator.issues(value, 1);
  return issue && `${name}: ${issue.path.map(String).join(".") || "the body"} ${issue.message}.`;
}

function checkStream(id: string | undefined, status: number, streamed: Streamed): Streamed {
  const decoder = new TextDecoder();
  let text = "";
  const check = (): void => {
    const problems =
      streamed.contentType === "text/event-stream"
        ? dataOf(text).map((data) => eventProblem(id ?? "", status, data))
        : [replyProblem(id, status, JSON.parse(text))];
    for (const problem of problems) if (problem !== undefined) raise(problem);
  };
  return streamed.watch((bytes) => {
    if (bytes) text += decoder.decode(bytes, { stream: true });
    else check();
  });
}

/** @returns the data of each event, parsed (WHATWG HTML, section 9.2.6) */
function dataOf(text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice("data: ".length)) as unknown);
}

function raise(problem: string): void {
  queueMicrotask(() => {
    throw new Error(`A response of the server breaks the spec. ${problem}`);
  });
}
