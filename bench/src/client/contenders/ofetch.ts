import { ofetch } from "ofetch";
import { apiKey, baseUrl, type Contender } from "../contender.ts";

const client = ofetch.create({ baseURL: baseUrl, headers: { "X-API-Key": apiKey } });

export const list: Contender = () => client<unknown[]>("/sandboxes");
