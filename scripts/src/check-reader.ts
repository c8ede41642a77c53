// Asks an independent reader of the spec: Prism stands as a validating proxy before the server's tests.
// They are recorded first, and then told to it again, so that those that call the app without a
// network count as well.
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { startPrism } from "./reader/prism.ts";
import { type Exchange, recordSuite, textOf } from "./reader/record-suite.ts";
import { withTemporaryFolder } from "./repository.ts";

/** The longest that all of it may take, in milliseconds. */
const limit = 180_000;

/** What Prism says of an exchange. */
interface Verdict {
  readonly exchange: Exchange;
  /** Its violations; `undefined` where it has no answer. */
  readonly said: string | undefined;
}

const methods = new Set(["GET", "POST", "PATCH", "DELETE"]);
const ownHeaders = new Set(["connection", "content-length", "expect", "host", "transfer-encoding"]);
const number = "x-exchange";

/** Prism ends, or answers nothing, when it is sent anything else. */
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

/** Lets Prism judge exchanges, sixteen at a time. */
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

/** Whoever is refused may well have asked for what the spec does not have, such as without a key. */
function isWrong({ exchange, said }: Verdict): boolean {
  if (said === undefined || said === "") return false;
  return exchange.status < 400 || said.includes('"location":["response"');
}

const timer = setTimeout(() => {
  console.error(`  ✗ not done within ${limit / 1000} s`);
  process.exit(1);
}, limit);
timer.unref();

const all = await withTemporaryFolder(recordSuite);
// What the server refuses has to be answered as the spec says; that Prism refuses it too is not asked
// for, since the spec says some limits in words alone. Of the rest nothing may be wrong.
const readable = all.filter(isReadable);
const refused = readable.filter(({ status }) => status >= 400);
const accepted = readable.filter(({ status }) => status < 400);
const verdicts = [
  ...(await judge(accepted)),
  ...(await judge(refused, "--validate-request=false")),
];
// A path or a method that the spec does not have.
const judged = verdicts.filter(({ said }) => !said?.includes("Selected route not found"));
const silent = judged.filter(({ said }) => said === undefined).length;
const wrong = judged.filter(isWrong);
for (const { exchange, said } of wrong)
  console.log(`  ✗ ${exchange.method} ${exchange.path} ${exchange.status}: ${said}`);
console.log(
  `  ${wrong.length === 0 ? "✓" : "✗"} Prism finds ${wrong.length} violations in ${judged.length - silent} of the ${all.length} different exchanges of the tests; ${all.length - judged.length + silent} it cannot read`,
);
if (wrong.length > 0 || judged.length - silent < 500) process.exitCode = 1;
