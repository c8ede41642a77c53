import type { ObjectName } from "./object-model.ts";

/** Objects that describe the API to people, or that a generated file never depends on. */
const descriptive: ReadonlySet<ObjectName> = new Set<ObjectName>([
  "Info",
  "Contact",
  "License",
  "ExternalDocs",
  "Tag",
  "XML",
  "Example",
  "Link",
  "Server",
  "ServerVariable",
  "Discriminator",
  "OAuthFlows",
  "OAuthFlow",
  "Header",
  "Callback",
]);

/** The same of fields. */
const descriptiveFields: ReadonlySet<string> = new Set([
  "$comment",
  "bearerFormat",
  "callbacks",
  "default",
  "deprecated",
  "description",
  "example",
  "examples",
  "externalDocs",
  "flows",
  "headers",
  "links",
  "oauth2MetadataUrl",
  "openIdConnectUrl",
  "operationId",
  "summary",
  "tags",
  "title",
  "webhooks",
  "xml",
]);

/** @returns whether a wrong value of the field leaves requests, responses and types as they are */
export function isDescriptive(object: ObjectName, field: string): boolean {
  return descriptive.has(object) || descriptiveFields.has(field);
}

/** Objects that may be empty: a field of YAML without a value stands for one. */
const emptiable: ReadonlySet<ObjectName> = new Set<ObjectName>([
  "Schema",
  "Response",
  "MediaType",
  "Header",
  "PathItem",
  "Components",
  "Encoding",
]);

/** @returns whether an object of that kind can be empty */
export function canBeEmpty(object: ObjectName): boolean {
  return emptiable.has(object);
}
