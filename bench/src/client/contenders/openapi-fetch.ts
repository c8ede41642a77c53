import type { paths } from "@sandboxes/schema";
import createClient from "openapi-fetch";
import { apiKey, baseUrl, type Contender } from "../contender.ts";

const client = createClient<paths>({ baseUrl, headers: { "X-API-Key": apiKey } });

export const list: Contender = async () => (await client.GET("/sandboxes")).data ?? [];
