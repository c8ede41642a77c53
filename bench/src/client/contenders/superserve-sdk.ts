import { Sandbox } from "@superserve/sdk";
import { apiKey, baseUrl, type Contender } from "../contender.ts";

export const list: Contender = () => Sandbox.list({ apiKey, baseUrl });
