import { apiKey, baseUrl, type Contender } from "../contender.ts";

export const list: Contender = async () => {
  const response = await fetch(`${baseUrl}/sandboxes`, { headers: { "X-API-Key": apiKey } });
  return (await response.json()) as unknown[];
};
