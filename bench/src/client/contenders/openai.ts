import OpenAI from "openai";
import { apiKey, baseUrl, type Contender } from "../contender.ts";

const client = new OpenAI({ apiKey, baseURL: baseUrl });

export const list: Contender = async () => (await client.models.list()).data;
