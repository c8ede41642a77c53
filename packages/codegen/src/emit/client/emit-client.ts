import type { Api, Operation } from "../../api/api.ts";
import { objectAt } from "../../api/fields.ts";
import { bodyKind } from "../../document/media-type.ts";
import { defaultUrl } from "../../api/operation/read-servers.ts";
import { sentMethod } from "../../document/objects/methods.ts";
import { camelCase } from "../../api/names/words.ts";
import { type JsonObject, isObject } from "../../document/read-document.ts";
import { renamed } from "../text/deprecated-tag.ts";
import { docComment } from "../text/doc-comment.ts";
import { literal, propertyName } from "../text/literal.ts";
import { CannotSend } from "./cannot-send.ts";
import { emitMethods } from "./client-methods.ts";
import { type ClientOperation, clientOperation } from "./client-operation.ts";
import { schemeExpression } from "./client-security.ts";
import { Pieces } from "./pieces.ts";
import { TypeNames } from "./type-names.ts";

/** Facts about the package that no document holds. */
export interface ClientArtifactOptions {
  /**
   * The package that has the generated types.
   *
   * @default the file `types.gen.ts` beside the client
   */
  types?: string;
  /** The names of environment variables. */
  environment?: {
    baseUrl?: string;
    /** By the name of the security scheme. */
    credentials?: Readonly<Record<string, string>>;
  };
}

const runtime = "@sandboxes/client-runtime";

/** Names of the platform that a client uses. */
const globals = [
  "AsyncIterable",
  "Blob",
  "Date",
  "FormData",
  "NonNullable",
  "Omit",
  "URLSearchParams",
];

/** Emits a client: the operation table, the interfaces of its methods, and `createClient`. */
export function emitClient(api: Api, options: ClientArtifactOptions = {}): string {
  const first = emitFile(api, options, new TypeNames(api, new Set(globals)));
  // A schema can have a name that the client uses itself. Its type is then not imported by its name.
  const clashes = [...first.used].filter((name) => first.declared.has(name));
  if (clashes.length === 0) return first.text;
  return emitFile(api, options, new TypeNames(api, new Set([...globals, ...clashes]))).text;
}

/** A file, the names that it declares or imports from the runtime, and the generated types it uses. */
interface EmittedFile {
  text: string;
  declared: ReadonlySet<string>;
  used: ReadonlySet<string>;
}

function emitFile(api: Api, options: ClientArtifactOptions, names: TypeNames): EmittedFile {
  const pieces = new Pieces();
  const schemes = readSchemes(api);
  const { operations, leftOut, used } = readOperations(api, schemes);
  const interfaces = emitMethods(api, operations, pieces, names);
  for (const own of used) pieces.add(own);
  const types = options.types ?? "./types.gen.ts";
  const code = codeType(api);
  const codeArgument = code === undefined ? "" : `, ${code}`;
  for (const name of ["Api", "ClientFetch", "ClientOptions", "RawClient"]) pieces.type(name);
  pieces.value("createApiClient");

  const sections = [
    leftOut.length === 0
      ? ""
      : `// Left out, because the client cannot send them as the document describes them:\n${leftOut.map((line) => `// - ${line}\n`).join("")}`,
    schemeDeclarations(api, schemes, pieces),
    `const operations: ${pieces.type("Operation")}[] = [\n${operations.map(({ row }) => row).join("")}];\n`,
    apiExpression(api, options, pieces),
    interfaces.text,
    credentialsInterface(api, schemes, pieces),
    `/** Options of the client. */
export interface ApiClientOptions extends Omit<ClientOptions, "credentials"> {
  /**
   * The credentials by security scheme. Each is a value or a function that returns the current one;
   * \`null\` if somebody else adds it, such as a server in front of the API.
   */
  credentials?: Credentials | undefined;
}
`,
    `/** The API, as \`createClient\` returns it. */
export interface Client {
${interfaces.members}  /** The API by method and path. It resolves for every status. */
  readonly request: RawClient<paths${codeArgument}>;
  /** The client's transport as a \`fetch\`: with its credentials, retries and deadline. */
  readonly fetch: ClientFetch;
  /** The URL of the API, absolute, without a slash at its end. */
  readonly baseUrl: string;
}
`,
    `/**
 * Creates a client of the API. It holds no connection and needs no closing.
 *
 * @throws {TypeError} if an option cannot be used; the message holds no secret
 */
export function createClient(options: ApiClientOptions = {}): Client {
  const { methods, settings: _, ...transport } = createApiClient(api, options as ClientOptions);
  // The table and the interfaces come from the same document.
  return { ...methods, ...transport } as unknown as Client;
}
`,
  ];
  const body = sections.filter((section) => section !== "").join("\n");
  const imports = [
    "paths",
    ...(body.includes("Types[") ? ["operations as Types"] : []),
    ...(code === undefined ? [] : ["components"]),
    ...names.used,
  ];
  const declarations = body.matchAll(/^(?:export )?(?:const|function|interface|type) (\w+)/gm);
  return {
    text: [
      pieces.toImport(runtime),
      `import type { ${imports.sort().join(", ")} } from ${JSON.stringify(types)};\n\n`,
      body,
    ].join(""),
    declared: new Set([...pieces.names(), ...Array.from(declarations, ([, name = ""]) => name)]),
    used: names.used,
  };
}

/**
 * Finds what the client of a document has, without writing it.
 *
 * @returns the operations that it can send, and the names of the schemes whose credentials it takes
 */
export function clientParts(api: Api): {
  operations: readonly ClientOperation[];
  schemes: readonly string[];
} {
  const schemes = readSchemes(api);
  const names = [...schemes].flatMap(([name, identifier]) => (identifier === "" ? [] : [name]));
  return { operations: readOperations(api, schemes).operations, schemes: names };
}

/** @returns the identifiers of the schemes that a client can write, by name; `""` for those that are no part of a request */
function readSchemes(api: Api): Map<string, string> {
  const identifiers = new Map<string, string>();
  const taken = new Set<string>();
  for (const [name, scheme] of api.securitySchemes) {
    const expression = schemeExpression(name, scheme, new Pieces());
    if (expression === undefined) continue;
    const base = `${camelCase(name).replace(/^(?=\d|$)/, "_")}Scheme`;
    let identifier = base;
    for (let n = 2; taken.has(identifier); n++) identifier = `${base}${n}`;
    taken.add(identifier);
    identifiers.set(name, expression === "" ? "" : identifier);
  }
  return identifiers;
}

function schemeDeclarations(
  api: Api,
  schemes: ReadonlyMap<string, string>,
  pieces: Pieces,
): string {
  const used = new Set(api.operations.flatMap(({ security }) => security.flat()));
  return Array.from(schemes, ([name, identifier]) => {
    const scheme = api.securitySchemes.get(name);
    if (identifier === "" || !scheme || !used.has(name)) return "";
    const expression = schemeExpression(name, scheme, pieces);
    return `const ${identifier}: ${pieces.type("Scheme")} = ${expression};\n`;
  }).join("");
}

function readOperations(
  api: Api,
  schemes: ReadonlyMap<string, string>,
): { operations: ClientOperation[]; leftOut: string[]; used: Pieces[] } {
  const operations: ClientOperation[] = [];
  const used: Pieces[] = [];
  const leftOut: string[] = [];
  for (const operation of api.operations) {
    try {
      const own = new Pieces();
      const entries = entriesOf(operation).map((entry) =>
        clientOperation(api, entry.id, entry.operation, schemes, own),
      );
      used.push(own);
      operations.push(...entries);
    } catch (error) {
      if (!(error instanceof CannotSend)) throw error;
      const name = `${sentMethod(operation.method)} ${operation.path}`;
      const message = `The client leaves out ${name}: ${error.message}`;
      leftOut.push(`${name}: ${error.message}`);
      api.document.problems.warn(
        api.document.problem("cannot-send", message, error.object, error.field, "key"),
      );
    }
  }
  return { operations, leftOut, used };
}

/** An operation under its former names, which are deprecated, and under its present one. */
function entriesOf(operation: Operation): { id: string; operation: Operation }[] {
  const deprecation = renamed(operation.id);
  const former = operation.aliases.map(({ id, resource, name }) => ({
    id,
    operation: { ...operation, resource, name, deprecation },
  }));
  return [...former, { id: operation.id, operation }];
}

function apiExpression(api: Api, options: ClientArtifactOptions, pieces: Pieces): string {
  const [server] = api.servers;
  const { errors } = api;
  const reader = errors
    ? `${pieces.value("errorsAt")}(${literal({ code: errors.code, message: errors.message, final: errors.final.length > 0 ? errors.final : undefined })})`
    : pieces.value("anyErrors");
  const fields: [string, string | undefined][] = [
    ["server", serverExpression(server, pieces)],
    ["environment", options.environment && literal(options.environment, 1)],
    ["errors", reader],
    ["operations", "operations"],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined ? [] : [name === value ? `  ${name},\n` : `  ${name}: ${value},\n`],
  );
  return `/** The API: its operation table, and the facts that all operations share. */\nexport const api: Api = {\n${lines.join("")}};\n`;
}

function serverExpression(
  server: Api["servers"][number] | undefined,
  pieces: Pieces,
): string | undefined {
  if (!server) return undefined;
  if (server.variables.length === 0) return literal(server.url);
  const variables = Object.fromEntries(
    server.variables.map(({ name, default: value, values }) => [
      name,
      { default: value, values: values.length > 0 ? values : undefined },
    ]),
  );
  // Without its template the default would be the only server.
  return defaultUrl(server) === server.url
    ? literal(server.url)
    : `${pieces.value("serverTemplate")}(${literal(server.url)}, ${literal(variables)})`;
}

function credentialsInterface(
  api: Api,
  schemes: ReadonlyMap<string, string>,
  pieces: Pieces,
): string {
  const members = Array.from(api.securitySchemes, ([name, scheme]) => {
    if (!schemes.get(name)) return "";
    const description =
      typeof scheme["description"] === "string" ? scheme["description"] : undefined;
    return `${docComment([description], "  ")}  readonly ${propertyName(name)}?: ${pieces.type("CredentialOption")} | undefined;\n`;
  });
  return `/** The credentials of the API, by security scheme. */\nexport interface Credentials {\n${members.join("")}}\n`;
}

/** @returns the type of an error's code, if `x-errors` names its place and the document a schema for it */
function codeType(api: Api): string | undefined {
  const keys = api.errors?.code;
  if (!keys || keys.length === 0) return undefined;
  for (const { responses } of api.operations) {
    for (const { status, object } of responses) {
      if (!/^([45]|default)/.test(status)) continue;
      for (const [type, media] of Object.entries(objectAt(object, "content"))) {
        if (bodyKind(type) !== "json" || !isObject(media)) continue;
        const name = componentAt(api, objectAt(media, "schema"), keys);
        if (name !== undefined) return `components["schemas"][${JSON.stringify(name)}]`;
      }
    }
  }
  return undefined;
}

function componentAt(api: Api, schema: JsonObject, keys: readonly string[]): string | undefined {
  let current: unknown = schema;
  for (const key of keys) {
    if (!isObject(current)) return undefined;
    current = objectAt(api.document.resolve(current), "properties")[key];
  }
  if (!isObject(current) || typeof current["$ref"] !== "string") return undefined;
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(current["$ref"])?.[1];
  const isKnown = api.schemas.some((each) => each.name === name);
  const type = api.document.resolve(current)["type"];
  return isKnown && type === "string" ? name : undefined;
}
