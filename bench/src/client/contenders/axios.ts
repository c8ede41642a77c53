import axios from "axios";
import { apiKey, baseUrl, type Contender } from "../contender.ts";

const client = axios.create({
  adapter: "fetch",
  baseURL: baseUrl,
  headers: { "X-API-Key": apiKey },
});

export const list: Contender = async () => (await client.get<unknown[]>("/sandboxes")).data;
