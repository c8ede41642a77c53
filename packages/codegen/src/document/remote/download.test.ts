import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folder } from "../../../test/project/folder.ts";
import { main } from "../../cli.ts";
import { generate } from "../../generate.ts";
import { DocumentError } from "../problems/problem.ts";
import { download } from "./download.ts";
import { type RemoteOptions, remoteDefaults } from "./remote-options.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const secret = "Bearer s3cret-7f";
const text = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n';

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

const plain =
  (status: number, body: string, headers: Record<string, string> = {}): Respond =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

const redirect = (location: string): Respond => plain(302, "", { location });

/** Requests that reached the servers: the path and the Authorization header. */
const seen: [string, string | undefined][] = [];

function serve(routes: () => Record<string, Respond>) {
  return createServer((request, response) => {
    const path = request.url ?? "";
    seen.push([path, request.headers.authorization]);
    (routes()[path.replace(/\?.*/, "")] ?? plain(404, "Not here"))(request, response);
  });
}

let [one, two] = ["", ""];

const spec = (ref: string): string =>
  `${text}components: { schemas: { Pet: { type: object, properties: { tag: { $ref: "${ref}" } } } } }\n`;

const first = serve(() => ({
  "/openapi.yaml": plain(200, text, { "content-type": "text/yaml" }),
  "/openapi": plain(
    200,
    '{ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": {} }',
  ),
  "/private.yaml": (request, response) =>
    plain(request.headers.authorization === secret ? 200 : 401, text)(request, response),
  "/here": redirect("/openapi.yaml"),
  "/away": redirect(`${two}/openapi.yaml`),
  "/circle": redirect("/circle"),
  "/file": redirect("file:///etc/passwd"),
  "/page": plain(200, "<!DOCTYPE html><title>Log in</title>", { "content-type": "text/html" }),
  "/hidden-page": plain(200, "\n <html><body>Log in</body></html>", {
    "content-type": "text/plain",
  }),
  "/empty": plain(200, ""),
  "/error": plain(500, "secret stack trace"),
  "/slow": () => {},
  "/drip": (_, response) => {
    response.writeHead(200).write("openapi: 3.1.0\n");
  },
  "/huge": (_, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (response.write("# more\n".repeat(10_000)));
      response.once("drain", more);
    };
    more();
  },
  "/announced": plain(200, "x".repeat(3000)),
  "/bomb": (_, response) =>
    void response
      .writeHead(200, { "content-encoding": "gzip" })
      .end(gzipSync("# more\n".repeat(1_000_000))),
  "/cut": (_, response) => {
    response.writeHead(200, { "content-length": "100" }).write("openapi");
    setTimeout(() => response.destroy(), 20);
  },
  "/with-refs.yaml": plain(200, spec("./schemas/tag.yaml")),
  "/schemas/tag.yaml": plain(200, `type: object\nproperties: { id: { $ref: "${two}/id.yaml" } }\n`),
  "/with-file.yaml": plain(200, spec("file:///etc/hostname")),
  "/with-keys.yaml": plain(200, spec("./keys.txt")),
  "/keys.txt": plain(200, "password = hunter2\n"),
  "/moved.yaml": redirect("/v2/openapi.yaml"),
  "/v2/openapi.yaml": plain(200, spec("tag.yaml")),
  "/v2/tag.yaml": plain(200, "type: string\n"),
}));

const second = serve(() => ({
  "/openapi.yaml": plain(200, text),
  "/id.yaml": plain(200, "type: string\nformat: uuid\n"),
}));

/** @returns the origin that the server then has */
async function listen(server: typeof first): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  [one, two] = [await listen(first), await listen(second)];
});

afterAll(() => {
  for (const server of [first, second]) {
    server.closeAllConnections();
    server.close();
  }
});

const options: RemoteOptions = { ...remoteDefaults, headers: { Authorization: secret } };

async function problemOf(url: string, given = options): Promise<string> {
  try {
    await download(url, given);
    return "";
  } catch (error) {
    if (!DocumentError.isInstance(error)) throw error;
    return error.message;
  }
}

describe("a download", () => {
  it.each([["/openapi.yaml"], ["/private.yaml"], ["/here"], ["/away"]])(
    "reads %s",
    async (path) => {
      expect((await download(one + path, options)).text).toBe(text);
    },
  );

  it("knows where redirects lead", async () => {
    expect((await download(`${one}/here`, options)).base).toBe(`${one}/openapi.yaml`);
  });

  it("sends headers to the origin of the document only", async () => {
    seen.length = 0;
    await download(`${one}/away`, options);
    expect(seen).toEqual([
      ["/away", secret],
      ["/openapi.yaml", undefined],
    ]);
  });

  it.each<[path: string, message: RegExp]>([
    ["/nowhere", /responds with 404: there is no such document/],
    ["/error", /responds with 500\. Try again later/],
    ["/circle", /redirects more than 20 times/],
    ["/file", /redirects to a URL of file/],
    ["/page", /is a web page, and not a document/],
    ["/hidden-page", /is a web page, and not a document/],
    ["/empty", /the response is empty/],
    ["/huge", /is larger than 2000 bytes\. Allow more with --max-size/],
    ["/announced", /is larger than 2000 bytes/],
    ["/bomb", /is larger than 2000 bytes/],
    ["/slow", /takes more than 0\.3 s\. Allow more with --timeout/],
    ["/drip", /takes more than 0\.3 s/],
    ["/cut", /the connection was closed/],
    ["/private.yaml?token=t0ken", /responds with 401\. Give it what it asks for with --header/],
  ])("rejects %s", async (path, message) => {
    const timeout = /slow|drip/.test(path) ? 300 : 20_000;
    const given = { ...remoteDefaults, maxBytes: 2000, timeout };
    const found = await problemOf(one + path, given);
    expect(found).toMatch(message);
    expect(found).toMatch(/\[unreachable\]$/);
    expect(found).not.toMatch(/t0ken|stack trace|hunter2/);
  });

  it("names the reason if nothing listens, and shows no header", async () => {
    const closed = serve(() => ({}));
    const url = await listen(closed);
    await new Promise((resolve) => closed.close(resolve));
    const found = await problemOf(`${url}/openapi.yaml`);
    expect(found).toMatch(
      /Cannot download the document: nothing listens there\. \(at http:\/\/127/,
    );
    expect(found).not.toContain("s3cret");
  });
});

/** Runs the command line. @returns what it says, and its exit code */
async function run(...argv: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const code = await main(argv, { out: say, err: say });
  return { code, said: lines.join("\n") };
}

describe("the command line", () => {
  it("generates from a URL, and sees that nothing has changed", async () => {
    const out = folder({});
    const argv = ["generate", `${one}/private.yaml?token=t0ken`, "-o", out];
    expect(await run(...argv, "--header", `Authorization: ${secret}`)).toMatchObject({ code: 0 });
    const types = readFileSync(join(out, "types.gen.ts"), "utf8");
    expect(types).toContain(`from ${one}/private.yaml.\n`);
    expect(types).not.toMatch(/t0ken|s3cret/);
    const again = await run(...argv, "--header", `Authorization: ${secret}`);
    expect(again.code).toBe(0);
    expect(again.said).toMatch(/\d files were up to date/);
    expect(again.said).not.toContain("wrote");
    expect(
      (await run("check", ...argv.slice(1), "--header", `Authorization: ${secret}`)).code,
    ).toBe(0);
  });

  it("reads JSON from a URL without an ending", async () => {
    expect(await run("generate", `${one}/openapi`, "-o", folder({}))).toMatchObject({ code: 0 });
  });

  it.each<[argv: string[], code: number, said: RegExp]>([
    [["ONE/nowhere"], 1, /responds with 404[^]*Nothing was written/],
    [["ONE/page"], 1, /is a web page/],
    [["ONE/slow", "--timeout", "0.2"], 1, /takes more than 0\.2 s/],
    [["ONE/huge", "--max-size", "0.5"], 1, /is larger than 0\.5 MB/],
    [["ftp://example.com/a.yaml"], 2, /cannot be a URL of ftp/],
    [["https://me:pa55@example.com/a.yaml"], 2, /holds a user or a password/],
    [["ONE/openapi.yaml", "--timeout", "soon"], 2, /--timeout must be a number of seconds above 0/],
    [["ONE/openapi.yaml", "--max-size=-1"], 2, /--max-size must be a number of megabytes/],
    [["ONE/openapi.yaml", "--header", "s3cret"], 2, /--header number 1 is not a header/],
    [["ONE/openapi.yaml", "--header", "A: s3cret\u{1}"], 2, /the value of `A` is not one/],
    [["ONE/openapi.yaml", "--header", "A b: s3cret"], 2, /--header number 1 is not a header/],
    [["ONE/with-refs.yaml"], 1, /is on another machine[^]*--remote-refs/],
    [["ONE/with-file.yaml", "--remote-refs"], 1, /is a file, and the document is not/],
    [["ONE/with-keys.yaml", "--remote-refs"], 1, /is not an API description/],
  ])("%j ends with %i", async (argv, code, said) => {
    const out = folder({});
    const result = await run(
      "generate",
      ...argv.map((word) => word.replace("ONE", one)),
      "-o",
      out,
    );
    expect(result.said).toMatch(said);
    expect(result.said).not.toMatch(/s3cret|pa55|hunter2/);
    expect(result.code).toBe(code);
  });

  it("asks no other machine unless it is allowed to", async () => {
    seen.length = 0;
    await run("generate", `${one}/with-refs.yaml`, "-o", folder({}));
    expect(seen.map(([path]) => path)).toEqual(["/with-refs.yaml"]);
  });

  it("follows references over the network if it is allowed to, with headers for one origin", async () => {
    seen.length = 0;
    const out = folder({});
    const argv = [`${one}/with-refs.yaml`, "-o", out, "--remote-refs"];
    const result = await run("generate", ...argv, "--header", `Authorization: ${secret}`);
    expect(result).toMatchObject({ code: 0 });
    expect(readFileSync(join(out, "types.gen.ts"), "utf8")).toContain("id?: Id");
    expect(seen).toEqual([
      ["/with-refs.yaml", secret],
      ["/schemas/tag.yaml", secret],
      ["/id.yaml", undefined],
    ]);
  });

  it("starts relative references from where a redirect leads", async () => {
    const argv = [`${one}/moved.yaml`, "-o", folder({}), "--remote-refs"];
    expect(await run("generate", ...argv)).toMatchObject({ code: 0 });
  });

  it("does not watch what is no file", async () => {
    const specs = [{ spec: `${one}/openapi.yaml`, out: folder({}) }];
    const { watch } = await import("../../watch/watch.ts");
    const controller = new AbortController();
    const errors: Error[] = [];
    await watch(
      { specs },
      {
        signal: controller.signal,
        onProblems: (error) => {
          errors.push(error);
          controller.abort();
        },
      },
    );
    expect(errors[0]?.message).toMatch(/`watch` follows files, and http:[^ ]+ is not a file/);
  });
});

describe("a configuration", () => {
  it("has the same options", async () => {
    const out = folder({});
    const entry = { spec: `${one}/private.yaml`, out, headers: { Authorization: secret } };
    const { written } = await generate({ specs: [{ ...entry, timeout: 5, maxSize: 1 }] });
    expect(written).toContain(join(out, "types.gen.ts"));
  });

  it.each<[fields: object, message: RegExp]>([
    [{ headers: ["a"] }, /specs\[0\]\.headers must be an object/],
    [{ headers: { A: undefined } }, /the value of `A` is not one that a header can have/],
    [{ headers: { "A b": "x" } }, /"A b" is not the name of a header/],
    [{ timeout: 0 }, /specs\[0\]\.timeout must be a number of seconds/],
    [{ maxSize: "1" }, /specs\[0\]\.maxSize must be a number of megabytes/],
    [{ remoteRefs: "yes" }, /specs\[0\]\.remoteRefs must be true or false/],
  ])("%j", async (fields, message) => {
    const entry = { spec: `${one}/openapi.yaml`, out: folder({}), ...fields };
    await expect(generate({ specs: [entry as never] })).rejects.toThrow(message);
  });
});
