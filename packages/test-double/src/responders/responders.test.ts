import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildRequest } from "../../test/build-request.ts";
import { documents, loadContract } from "../../test/generate.ts";
import { createDocumentReader } from "../contract/document.ts";
import { createDouble } from "../create-double.ts";
import { createValueSource } from "../values/value-source.ts";
import { isJsonType } from "../request/read-request.ts";
import { stateful } from "./stateful.ts";
import { stateless } from "./stateless.ts";

describe.each(Object.keys(documents) as (keyof typeof documents)[])("%s", async (name) => {
  const { contract } = await loadContract(documents[name]);
  const reader = createDocumentReader(contract);
  const ids = Object.keys(contract.operations);

  /** Fails if the document does not describe the response. */
  const expectValid = async (id: string, response: Response): Promise<unknown> => {
    const known = reader.responses(id);
    const { status } = response;
    const key = [String(status), `${String(status)[0]}XX`, "default"].find((each) =>
      known.has(each),
    );
    if (key === undefined)
      throw new Error(`${id} does not document ${status}: ${await response.text()}`);
    const text = await response.text();
    const type = (response.headers.get("content-type") ?? "").replace(/;.*/, "");
    const body: unknown = isJsonType(type) ? JSON.parse(text) : text;
    if (isJsonType(type)) expect(contract.responses[id]?.[key]?.issues(body, 3) ?? []).toEqual([]);
    return body;
  };

  test.each(ids)("%s returns a valid success response without state", async (id) => {
    const double = createDouble({ contract, respond: stateless(contract) });
    const source = createValueSource(reader, 7);
    const request = buildRequest(contract, reader, source, id, double.baseUrl)!;
    const response = await double.fetch(request);
    expect(response.status).toBeLessThan(400);
    await expectValid(id, response);
  });

  test("every response is valid, for any sequence of calls", async () => {
    expect.hasAssertions();
    const step = fc.record({ id: fc.constantFrom(...ids), seed: fc.nat(), reuse: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const double = createDouble({ contract, respond: stateful(contract) });
        const known = new Map<string, string>();
        for (const { id, seed, reuse } of steps) {
          const path = reuse ? Object.fromEntries(known) : {};
          const request = buildRequest(
            contract,
            reader,
            createValueSource(reader, seed),
            id,
            double.baseUrl,
            path,
          );
          if (!request) continue;
          const body = await expectValid(id, await double.fetch(request));
          for (const [key, value] of Object.entries(Object(body) as object))
            if (/id$/i.test(key))
              for (const { name: parameter } of reader.parameters(id))
                known.set(parameter, String(value));
        }
      }),
      { numRuns: 60 },
    );
  });
});
