import type { ObjectName } from "./object-name.ts";
import type { Version } from "../files/version.ts";

export type { ObjectName } from "./object-name.ts";

/**
 * The objects of an OpenAPI document as data: their fields, and the kind of each field. Reading,
 * bundling and checking a document walk along this table.
 *
 * A kind is `string`, `boolean`, `number`, `any`, the name of an object, `[kind]` for an array or
 * `{kind}` for a map. A leading `!` marks a required field, and a `+` at the end a value that must
 * not be empty. `3.0:` marks a field of that version alone, `3.1:` and `3.2:` a field that this
 * version adds. `count` is an integer from 0, `positive` a number above 0, `names` a list of strings,
 * `a|b` one of these words, and `|a` the only one. Names that start with `x-` are allowed everywhere.
 *
 * @see https://spec.openapis.org/oas/v3.2.0.html#openapi-description-structure
 */
export const objectModel: Readonly<Record<ObjectName, Readonly<Record<string, string>>>> = {
  // 4.8.1
  OpenAPI: {
    openapi: "!string",
    $self: "3.2:string",
    info: "!Info",
    jsonSchemaDialect: "3.1:string",
    servers: "[Server]",
    paths: "{PathItem}",
    webhooks: "3.1:{PathItem}",
    components: "Components",
    security: "[any]",
    tags: "[Tag]",
    externalDocs: "ExternalDocs",
  },
  // 4.8.2
  Info: {
    title: "!string",
    summary: "3.1:string",
    description: "string",
    termsOfService: "string",
    contact: "Contact",
    license: "License",
    version: "!string",
  },
  // 4.8.3
  Contact: { name: "string", url: "string", email: "string" },
  // 4.8.4
  License: { name: "!string", identifier: "3.1:string", url: "string" },
  // 4.8.5
  Server: {
    url: "!string",
    name: "3.2:string",
    description: "string",
    variables: "{ServerVariable}",
  },
  // 4.8.6
  ServerVariable: { enum: "[string]+", default: "!string", description: "string" },
  // 4.8.7
  Components: {
    schemas: "{Schema}",
    responses: "{Response}",
    parameters: "{Parameter}",
    examples: "{Example}",
    requestBodies: "{RequestBody}",
    headers: "{Header}",
    securitySchemes: "{SecurityScheme}",
    links: "{Link}",
    callbacks: "{Callback}",
    pathItems: "3.1:{PathItem}",
    mediaTypes: "3.2:{MediaType}",
  },
  // 4.8.9
  PathItem: {
    summary: "string",
    description: "string",
    get: "Operation",
    put: "Operation",
    post: "Operation",
    delete: "Operation",
    options: "Operation",
    head: "Operation",
    patch: "Operation",
    trace: "Operation",
    query: "3.2:Operation",
    additionalOperations: "3.2:{Operation}",
    servers: "[Server]",
    parameters: "[Parameter]",
  },
  // 4.8.10
  Operation: {
    tags: "[string]",
    summary: "string",
    description: "string",
    externalDocs: "ExternalDocs",
    operationId: "string+",
    parameters: "[Parameter]",
    requestBody: "RequestBody",
    responses: "{Response}",
    callbacks: "{Callback}",
    deprecated: "boolean",
    security: "[any]",
    servers: "[Server]",
  },
  // 4.8.11
  ExternalDocs: { description: "string", url: "!string" },
  // 4.8.12
  Parameter: {
    name: "!string",
    in: "!path|query|querystring|header|cookie",
    description: "string",
    required: "boolean",
    deprecated: "boolean",
    allowEmptyValue: "boolean",
    style: "matrix|label|simple|form|spaceDelimited|pipeDelimited|deepObject|cookie",
    explode: "boolean",
    allowReserved: "boolean",
    schema: "Schema",
    example: "any",
    examples: "{Example}",
    content: "{MediaType}",
  },
  // 4.8.13
  RequestBody: { description: "string", content: "!{MediaType}", required: "boolean" },
  // 4.8.14
  MediaType: {
    schema: "Schema",
    itemSchema: "3.2:Schema",
    example: "any",
    examples: "{Example}",
    encoding: "{Encoding}",
    prefixEncoding: "3.2:[Encoding]",
    itemEncoding: "3.2:Encoding",
  },
  // 4.8.15
  Encoding: {
    contentType: "string",
    headers: "{Header}",
    style: "form|spaceDelimited|pipeDelimited|deepObject",
    explode: "boolean",
    allowReserved: "boolean",
    encoding: "3.2:{Encoding}",
    prefixEncoding: "3.2:[Encoding]",
    itemEncoding: "3.2:Encoding",
  },
  // 4.8.17
  Response: {
    summary: "3.2:string",
    description: "!string",
    headers: "{Header}",
    content: "{MediaType}",
    links: "{Link}",
  },
  // 4.8.18
  Callback: { "*": "PathItem" },
  // 4.8.19
  Example: {
    summary: "string",
    description: "string",
    value: "any",
    dataValue: "3.2:any",
    serializedValue: "3.2:string",
    externalValue: "string",
  },
  // 4.8.20
  Link: {
    operationRef: "string",
    operationId: "string",
    parameters: "{any}",
    requestBody: "any",
    description: "string",
    server: "Server",
  },
  // 4.8.21
  Header: {
    description: "string",
    required: "boolean",
    deprecated: "boolean",
    allowEmptyValue: "boolean",
    style: "|simple",
    explode: "boolean",
    allowReserved: "boolean",
    schema: "Schema",
    example: "any",
    examples: "{Example}",
    content: "{MediaType}",
  },
  // 4.8.22
  Tag: {
    name: "!string",
    summary: "3.2:string",
    description: "string",
    externalDocs: "ExternalDocs",
    parent: "3.2:string",
    kind: "3.2:string",
  },
  // 4.8.24, and JSON Schema 2020-12
  Schema: {
    $id: "3.1:string",
    $schema: "3.1:string",
    $anchor: "3.1:string",
    $dynamicRef: "3.1:string",
    $dynamicAnchor: "3.1:string",
    $comment: "3.1:string",
    $defs: "3.1:{Schema}",
    allOf: "[Schema]+",
    anyOf: "[Schema]+",
    oneOf: "[Schema]+",
    not: "Schema",
    if: "3.1:Schema",
    then: "3.1:Schema",
    else: "3.1:Schema",
    dependentSchemas: "3.1:{Schema}",
    prefixItems: "3.1:[Schema]+",
    items: "Schema",
    contains: "3.1:Schema",
    properties: "{Schema}",
    patternProperties: "3.1:{Schema}",
    additionalProperties: "Schema",
    propertyNames: "3.1:Schema",
    unevaluatedItems: "3.1:Schema",
    unevaluatedProperties: "3.1:Schema",
    type: "any",
    enum: "[any]",
    const: "3.1:any",
    multipleOf: "positive",
    maximum: "number",
    exclusiveMaximum: "any",
    minimum: "number",
    exclusiveMinimum: "any",
    maxLength: "count",
    minLength: "count",
    pattern: "string",
    maxItems: "count",
    minItems: "count",
    uniqueItems: "boolean",
    maxContains: "3.1:count",
    minContains: "3.1:count",
    maxProperties: "count",
    minProperties: "count",
    required: "[string]",
    dependentRequired: "3.1:{names}",
    title: "string",
    description: "string",
    default: "any",
    deprecated: "boolean",
    readOnly: "boolean",
    writeOnly: "boolean",
    examples: "3.1:[any]",
    format: "string",
    contentMediaType: "3.1:string",
    contentEncoding: "3.1:string",
    contentSchema: "3.1:Schema",
    nullable: "3.0:boolean",
    discriminator: "Discriminator",
    xml: "XML",
    externalDocs: "ExternalDocs",
    example: "any",
  },
  // 4.8.25
  Discriminator: {
    propertyName: "!string",
    mapping: "{string}",
    defaultMapping: "3.2:string",
  },
  // 4.8.26
  XML: {
    name: "string",
    namespace: "string",
    prefix: "string",
    attribute: "boolean",
    wrapped: "boolean",
    nodeType: "3.2:element|attribute|text|cdata|none",
  },
  // 4.8.27
  SecurityScheme: {
    type: "!apiKey|http|mutualTLS|oauth2|openIdConnect",
    description: "string",
    name: "string+",
    in: "query|header|cookie",
    scheme: "string+",
    bearerFormat: "string",
    flows: "OAuthFlows",
    openIdConnectUrl: "string+",
    oauth2MetadataUrl: "3.2:string",
    deprecated: "3.2:boolean",
  },
  // 4.8.28
  OAuthFlows: {
    implicit: "OAuthFlow",
    password: "OAuthFlow",
    clientCredentials: "OAuthFlow",
    authorizationCode: "OAuthFlow",
    deviceAuthorization: "3.2:OAuthFlow",
  },
  // 4.8.29
  OAuthFlow: {
    authorizationUrl: "string+",
    tokenUrl: "string+",
    deviceAuthorizationUrl: "3.2:string+",
    refreshUrl: "string",
    scopes: "!{string}",
  },
};

/** A value that is neither an array nor an object. */
type ScalarKind = "string" | "boolean" | "number" | "count" | "positive";

/** The kind of value in a field. */
export interface Kind {
  shape: "one" | "array" | "map";
  of: ObjectName | ScalarKind | "names" | "any";
  /** The words that it may be, where it may not be any. */
  words?: readonly string[];
  required: boolean;
  notEmpty: boolean;
  /** The only version with the field. */
  only?: Version;
  /** The first version with the field. */
  since?: Version;
}

interface Model {
  fields: ReadonlyMap<string, Kind>;
  /** Of a field that has no entry of its own. */
  other: Kind | undefined;
  required: readonly string[];
}

const models = new Map(
  Object.entries(objectModel).map(([name, fields]) => [name, parseModel(fields)]),
);

function parseModel(fields: Readonly<Record<string, string>>): Model {
  const kinds = new Map(Object.entries(fields).map(([field, text]) => [field, parseKind(text)]));
  const required = [...kinds].filter(([, kind]) => kind.required).map(([field]) => field);
  return { fields: kinds, other: kinds.get("*"), required };
}

function parseKind(text: string): Kind {
  const match = /^(!?)(?:(3\.[012]):)?(\[|\{)?([\w|]+)/.exec(text);
  const named = match?.[4] ?? "";
  const words = named.split("|").filter((word) => word !== "");
  const hasWords = named.includes("|");
  return {
    shape: match?.[3] === "[" ? "array" : match?.[3] === "{" ? "map" : "one",
    of: hasWords ? "string" : (words[0] as Kind["of"]),
    ...(hasWords ? { words } : {}),
    required: match?.[1] === "!",
    notEmpty: text.endsWith("+"),
    ...(match?.[2] === "3.0" ? { only: "3.0" } : {}),
    ...(match?.[2] && match[2] !== "3.0" ? { since: match[2] as Version } : {}),
  };
}

/** @returns the kind of a field, or `undefined` when the object knows no such field */
export function fieldKind(object: ObjectName, field: string): Kind | undefined {
  const model = models.get(object);
  return model?.fields.get(field) ?? model?.other;
}

/** @returns whether a version of OpenAPI has a field of that kind */
export function isKnownTo({ only, since }: Kind, version: Version): boolean {
  return (only === undefined || only === version) && (since === undefined || since <= version);
}

/** @returns the names of the fields that the object must have */
export function requiredFields(object: ObjectName): readonly string[] {
  return models.get(object)?.required ?? [];
}

/** The sections of the Components Object by the kind of object that they hold. */
export const componentSections: Readonly<Partial<Record<ObjectName, string>>> = {
  Schema: "schemas",
  Response: "responses",
  Parameter: "parameters",
  Example: "examples",
  RequestBody: "requestBodies",
  Header: "headers",
  SecurityScheme: "securitySchemes",
  Link: "links",
  Callback: "callbacks",
  PathItem: "pathItems",
};
