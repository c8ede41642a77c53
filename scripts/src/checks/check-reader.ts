// Checks the spec with an independent reader. Prism, as a validating proxy, judges every request and
// response of the server's tests. The tests are recorded first and replayed to Prism, so that tests
// without a network count too.
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { startPrism } from "../reader/prism.ts";
import { type Exchange, recordSuite, textOf } from "../reader/record-suite.ts";
import { withTemporaryFolder } from "../repository.ts";

/** The time limit for the whole check, in milliseconds. */
const limit = 180_000;

/** Prism's judgement of one request and its response. */
interface Verdict {
  readonly exchange: Exchange;
  /** The violations, or `undefined` when Prism returns no judgement. */
  readonly said: string | undefined;
}

const methods = new Set(["GET", "POST", "PATCH", "DELETE"]);
const ownHeaders = new Set(["connection", "content-length", "expect", "host", "transfer-encoding"]);
const number = "x-exchange";

/** The methods that Prism supports. With others it crashes or does not respond. */
function isReadable({ method, headers, body }: Exchange): boolean {
  const text = textOf(body);
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "application/json";
  const size = text.length + headers.join("").length;
  return methods.has(method) && type === "application/json" && size < 10_000 && isJson(text);
}

function isJson(text: string): boolean {
  try {
    return text === "" || JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

/** Sends exchanges to Prism, sixteen at a time. */
async function judge(exchanges: readonly Exchange[], ...flags: string[]): Promise<Verdict[]> {
  const server = createServer((incoming, response) => {
    const { status, answerHeaders, answer } = exchanges[Number(incoming.headers[number])]!;
    const headers = answerHeaders.filter(([name]) => !ownHeaders.has(name));
    incoming.resume().once("end", () => {
      response.writeHead(status, headers.flat());
      response.end(answer === null ? undefined : Buffer.from(answer, "base64"));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  try {
    await using prism = await startPrism(["proxy", ...flags], `http://127.0.0.1:${port}`);
    const verdicts: Verdict[] = [];
    const left = exchanges.entries();
    const worker = async (): Promise<void> => {
      for (const [index, exchange] of left)
        verdicts.push({ exchange, said: await ask(prism.port, agent, exchange, index) });
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    return verdicts;
  } finally {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  }
}

async function ask(
  port: number,
  agent: Agent,
  { method, path, headers, body }: Exchange,
  index: number,
): Promise<string | undefined> {
  return await new Promise((resolve) => {
    const own = headers.filter(([name]) => !ownHeaders.has(name));
    const outgoing = request({ port, host: "127.0.0.1", agent, method, path, timeout: 3000 });
    for (const [name, value] of own) outgoing.setHeader(name, value);
    outgoing.setHeader(number, index);
    outgoing.once("timeout", () => outgoing.destroy());
    outgoing.once("error", () => resolve(undefined));
    outgoing.once("response", (answer) => {
      const violations = answer.headers["sl-violations"];
      answer
        .resume()
        .once("close", () => resolve(violations === undefined ? "" : String(violations)));
    });
    outgoing.end(body === null ? undefined : Buffer.from(body, "base64"));
  });
}

/** A rejected request may break the spec, for example when it has no key. */
function isWrong({ exchange, said }: Verdict): boolean {
  if (said === undefined || said === "") return false;
  return exchange.status < 400 || said.includes('"location":["response"');
}

const timer = setTimeout(() => {
  console.error(`  ✗ did not finish within ${limit / 1000} s`);
  process.exit(1);
}, limit);
timer.unref();

const all = await withTemporaryFolder(recordSuite);
// When the server rejects a request, only the response must follow the spec. Prism need not reject the
// request too, because the spec states some limits only in words. Otherwise both must follow the spec.
const readable = all.filter(isReadable);
const refused = readable.filter(({ status }) => status >= 400);
const accepted = readable.filter(({ status }) => status < 400);
const verdicts = [
  ...(await judge(accepted)),
  ...(await judge(refused, "--validate-request=false")),
];
// The spec does not have this path or method.
const judged = verdicts.filter(({ said }) => !said?.includes("Selected route not found"));
const silent = judged.filter(({ said }) => said === undefined).length;
const wrong = judged.filter(isWrong);
for (const { exchange, said } of wrong)
  console.log(`  ✗ ${exchange.method} ${exchange.path} ${exchange.status}: ${said}`);
console.log(
  `  ${wrong.length === 0 ? "✓" : "✗"} Prism finds ${wrong.length} violations in ${judged.length - silent} of the ${all.length} different exchanges of the tests; ${all.length - judged.length + silent} Prism cannot read`,
);
if (wrong.length > 0 || judged.length - silent < 500) process.exitCode = 1;
