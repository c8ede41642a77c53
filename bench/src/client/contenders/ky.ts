import ky from "ky";
import { apiKey, baseUrl, type Contender } from "../contender.ts";

const client = ky.create({ baseUrl, headers: { "X-API-Key": apiKey } });

export const list: Contender = () => client.get("/sandboxes").json<unknown[]>();
