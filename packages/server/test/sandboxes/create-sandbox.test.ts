import { describe, expect, it } from "vitest";
import { started } from "../start/started.ts";

const error = (code: string, message: RegExp): unknown => ({
  error: { code, message: expect.stringMatching(message) as unknown },
});

describe("the template of a new sandbox", () => {
  const id = "0b8f3a52-6c1d-4e9f-9a27-3d5e8c7b6a10";
  const templates = [
    { name: "acme/python", id },
    { name: "acme/new", ready: false },
  ];

  it.each<[from_template: unknown, status: number, body: unknown]>([
    ["acme/python", 201, expect.anything()],
    [id, 201, expect.anything()],
    [id.toUpperCase(), 201, expect.anything()],
    ["acme/none", 404, error("not_found", /^There is no template "acme\/none"\.$/)],
    ["acme/new", 409, error("conflict", /^The template "acme\/new" is not ready\.$/)],
    [undefined, 404, error("not_found", /"superserve\/base"/)],
  ])("%j returns %i", async (from_template, status, body) => {
    const { ask } = await started({ templates });
    const made = await ask("createSandbox", { body: { name: "a", from_template } });
    expect(made).toMatchObject({ status, body });
  });

  it.each([undefined, null, "superserve/base", "superserve/node-22"])(
    "%j is known by default",
    async (from_template) => {
      const { create } = await started();
      expect(await create({ from_template })).toMatchObject({ status: "active" });
    },
  );
});

describe("null", () => {
  const nothing = {
    from_template: null,
    timeout_seconds: null,
    metadata: null,
    env_vars: null,
    network: null,
  };

  it.each<[body: object, wanted: object]>([
    [nothing, {}],
    [{ network: { allow_out: null, deny_out: null } }, {}],
    [
      { network: { allow_out: null, deny_out: ["0.0.0.0/0"] } },
      { network: { deny_out: ["0.0.0.0/0"] } },
    ],
  ])("in a create request means absent: %j", async (body, wanted) => {
    const { create } = await started();
    const { id: _, created_at: __, access_token: ___, ...made } = await create(body);
    expect(made).toEqual({
      name: "demo",
      status: "active",
      vcpu_count: 2,
      memory_mib: 2048,
      metadata: {},
      ...wanted,
    });
  });

  it("in an update means absent", async () => {
    const { create, ask } = await started();
    const network = { allow_out: ["8.8.8.8"] };
    const { id } = await create({ metadata: { a: "1" }, network });
    const update = async (body: object): Promise<unknown> => {
      expect((await ask("updateSandbox", { id, body })).status).toBe(204);
      return (await ask("getSandbox", { id })).body;
    };
    expect(await update({ metadata: { a: "2" }, network: null })).toMatchObject({
      metadata: { a: "2" },
      network,
    });
    expect(await update({ metadata: null, network: { deny_out: null } })).toMatchObject({
      metadata: { a: "2" },
    });
    expect((await ask("getSandbox", { id })).body).not.toHaveProperty("network");
  });

  it("in an exec request means absent", async () => {
    const { create, ask } = await started();
    const { id } = await create();
    const body = { command: "echo $0; pwd", args: null, env: null, working_dir: null };
    const { status, body: result } = await ask("execSandbox", {
      id,
      body: { ...body, timeout_s: null },
    });
    expect(status).toBe(200);
    expect(result).toMatchObject({ exit_code: 0, stderr: "" });
  });
});

describe("a body of the largest size", () => {
  it.each([
    [1_048_576, 400],
    [1_048_577, 413],
  ])("%i bytes return %i", async (size, status) => {
    const { ask } = await started();
    const name = "x".repeat(size - JSON.stringify({ name: "" }).length);
    const answer = await ask("createSandbox", { body: { name } });
    expect(answer).toMatchObject({ status, body: { error: { code: "bad_request" } } });
  });
});
