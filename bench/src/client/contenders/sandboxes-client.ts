import { createClient } from "@sandboxes/client";
import { apiKey, baseUrl, type Contender } from "../contender.ts";

const client = createClient({ baseUrl, apiKey });

export const list: Contender = () => client.sandboxes.list();
