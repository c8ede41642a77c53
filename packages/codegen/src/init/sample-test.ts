import type { Api, Operation } from "../api/api.ts";
import { sentMethod } from "../document/objects/methods.ts";
import { literal, propertyName } from "../emit/text/literal.ts";
import { memberAccess } from "./member-access.ts";
import type { SampleCall } from "./sample-call.ts";

/**
 * Writes the first test of a package.
 *
 * @param operation an operation that the client can send
 * @param call a call to test; without one, the test only looks for the method of the operation
 * @param schemes the security schemes that the double may ask for
 */
export function sampleTest(
  api: Api,
  operation: Operation,
  call: SampleCall | undefined,
  schemes: readonly string[],
): string {
  const body = call ? callTests(call) : presenceTest(operation);
  const credentials = schemes.map(
    (name) => `${propertyName(name)}: ${literal(credentialOf(api, name))}`,
  );
  const options = [
    "baseUrl: double.baseUrl",
    "fetch: double.fetch",
    ...(credentials.length > 0 ? [`credentials: { ${credentials.join(", ")} }`] : []),
  ];
  return `import { type Double, createDouble, stateless } from "@sandboxes/test-double";
import { expect, test } from "vitest";
import { contract } from "../src/contract.gen.ts";
import { type Client, createClient } from "../src/index.ts";

type Types = NonNullable<typeof contract.types>;

/** Returns a client of a double: a stand-in for the API that responds as the document says. */
function setUp(): { client: Client; double: Double<Types> } {
  const double = createDouble({ ${doubleOptions(api)} });
  const client = createClient({
    ${options.join(",\n    ")},
  });
  return { client, double };
}

${body}`;
}

/** A double is at the first server of the document, unless nothing can be there. */
function doubleOptions(api: Api): string {
  const url = api.servers[0]?.url.replaceAll(/\{[^{}]*\}/g, "x") ?? "/";
  const isUsable =
    url.startsWith("/") || /^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "");
  const options = ["contract", "respond: stateless(contract)"];
  return [...options, ...(isUsable ? [] : [`baseUrl: "https://api.example"`])].join(", ");
}

/** @returns the method of an operation, as an expression */
export function methodOf({ resource, name }: Operation): string {
  return memberAccess("client", [...resource.split("."), name]);
}

/** @returns a call as an expression, without `await` */
export function callText(call: SampleCall): string {
  const list = call.arguments.map((value) => literal(value, 1)).join(", ");
  return `${methodOf(call.operation)}(${list})`;
}

function callTests(call: SampleCall): string {
  const { operation } = call;
  const text = callText(call);
  const calls = memberAccess("double.calls", [operation.id]);
  const request = `${sentMethod(operation.method)} ${operation.path}`;
  const first = `test(${literal(`${methodOf(operation)} sends ${request}`)}, async () => {
  const { client, double } = setUp();
  const { data, response } = await ${text}.withResponse();
  expect(response.ok).toBe(true);
  expect(data).${call.isEmpty ? "toBeUndefined" : "toBeDefined"}();
  expect(${calls}).toHaveLength(1);
  double.verify();
});
`;
  if (!operation.idempotent) return first;
  return `${first}
test("the client retries if the API is unavailable", async () => {
  const { client, double } = setUp();
  double.fail(${literal(operation.id)}, { status: 503, retryAfter: 0, undocumented: true });
  await ${text};
  expect(${calls}.map(({ status }) => status === 503)).toEqual([true, false]);
});
`;
}

function presenceTest(operation: Operation): string {
  return `test(${literal(`the client has ${methodOf(operation)}`)}, () => {
  const { client, double } = setUp();
  expect(${methodOf(operation)}).toBeTypeOf("function");
  double.verify();
});
`;
}

function credentialOf(api: Api, scheme: string): unknown {
  return isBasic(api, scheme) ? { username: "ada", password: "secret" } : "secret";
}

/** @returns whether a credential is a user name and a password (RFC 7617) */
export function isBasic(api: Api, scheme: string): boolean {
  const { type, scheme: kind } = api.securitySchemes.get(scheme) ?? {};
  return type === "http" && String(kind).toLowerCase() === "basic";
}
