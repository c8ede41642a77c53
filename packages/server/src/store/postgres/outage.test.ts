import { expect, it } from "vitest";
import { isOutage } from "./outage.ts";

const failure = (code: string, name = "Error"): Error =>
  Object.assign(new Error("failed"), { code, name });

it.each<[title: string, error: unknown, wanted: boolean]>([
  ["a refused connection", failure("ECONNREFUSED"), true],
  ["a reset connection", failure("ECONNRESET"), true],
  ["an unknown host", failure("ENOTFOUND"), true],
  ["a name server that fails", failure("EAI_AGAIN"), true],
  ["a network that cannot be reached", failure("ENETUNREACH"), true],
  ["a broken pipe", failure("EPIPE"), true],
  ["a closed connection", failure("CONNECTION_CLOSED"), true],
  ["an ended connection", failure("CONNECTION_ENDED"), true],
  ["a destroyed connection", failure("CONNECTION_DESTROYED"), true],
  ["a connection that takes too long", failure("CONNECT_TIMEOUT"), true],
  ["several addresses", new AggregateError([failure("ECONNREFUSED")]), true],
  ["a shutdown", failure("57P01", "PostgresError"), true],
  ["a start", failure("57P03", "PostgresError"), true],
  ["a statement timeout", failure("57014", "PostgresError"), true],
  ["too many connections", failure("53300", "PostgresError"), true],
  ["a full disk", failure("53100", "PostgresError"), true],
  ["a changed password", failure("28P01", "PostgresError"), true],
  ["a standby", failure("25006", "PostgresError"), true],
  ["a dropped database", failure("3D000", "PostgresError"), true],
  ["a deadlock", failure("40P01", "PostgresError"), true],
  ["a row that exists", failure("23505", "PostgresError"), false],
  ["a row that does not exist", failure("23503", "PostgresError"), false],
  ["a wrong statement", failure("42601", "PostgresError"), false],
  ["a missing right", failure("42501", "PostgresError"), false],
  ["an error of ours", new TypeError("x is not a function"), false],
  ["no error", "ECONNREFUSED", false],
])("%s", (_, error, wanted) => {
  expect(isOutage(error)).toBe(wanted);
});
