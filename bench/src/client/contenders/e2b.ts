import { E2B } from "e2b";
import { apiKey, baseUrl, type Contender } from "../contender.ts";

const client = new E2B({ apiKey, apiUrl: baseUrl });

export const list: Contender = () => client.Sandbox.list().nextItems();
