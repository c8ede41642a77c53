// A library that exports what the compiler infers of a client. `declarations.test.ts` compiles it.
import { type Client, createClient } from "@sandboxes/client";
import { createOpenapiFetch } from "@sandboxes/client/openapi-fetch";

const client: Client = createClient();

export const create = () => client.sandboxes.create({ name: "demo" });
export const created = async () => await create();
export const list = () => client.sandboxes.list({ metadata: { env: "prod" } });
export const states = async () => (await list()).map(({ status }) => status);
export const withResponse = () => client.sandboxes.list().withResponse();
export const events = (id: string) => client.sandboxes.execStream(id, { command: "make" });
export const changes = () => client.sandboxes.watch();
export const raw = () => client.request.GET("/sandboxes");
export const byPath = () => createOpenapiFetch(client).GET("/sandboxes");
export const { sandboxes, health, request, fetch } = client;
export const { exec, get, waitFor, watch, resume } = client.sandboxes;
export const another = createClient();
