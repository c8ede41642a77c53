import { type JsonObject, isObject } from "../../document/read-document.ts";
import type { Server } from "../api.ts";
import { arrayAt, objectAt, textAt } from "../fields.ts";

/** Reads the servers of a document, a path or an operation (OpenAPI 3.1.1, "Server Object"). */
export function readServers(holder: JsonObject): Server[] {
  return arrayAt(holder, "servers").map((server) => ({
    name: textAt(server, "name"),
    url: String(server["url"]),
    description: typeof server["description"] === "string" ? server["description"] : "",
    variables: Object.entries(objectAt(server, "variables"))
      .filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
      .map(([name, variable]) => ({
        name,
        default: typeof variable["default"] === "string" ? variable["default"] : "",
        values: Array.isArray(variable["enum"]) ? variable["enum"].map(String) : [],
      })),
  }));
}

/** @returns the URL with the default of each variable */
export function defaultUrl({ url, variables }: Server): string {
  return url.replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => variables.find((each) => each.name === name)?.default ?? whole,
  );
}
