import type { Api, Operation, Parameter } from "../../api/api.ts";
import { objectAt, textAt } from "../../api/fields.ts";
import { sentMethod } from "../../document/objects/methods.ts";
import { type JsonObject, isObject } from "../../document/read-document.ts";
import { camelCase, typeName } from "../../api/names/words.ts";
import { deprecatedTag } from "../text/deprecated-tag.ts";
import { docComment } from "../text/doc-comment.ts";
import { propertyName } from "../text/literal.ts";
import { type Resource, resourceTree } from "../resource-tree.ts";
import type { ClientBody } from "./client-bodies.ts";
import type { ClientOperation } from "./client-operation.ts";
import { sentParameters } from "./client-parameters.ts";
import type { ClientReader } from "./client-responses.ts";
import type { Pieces } from "./pieces.ts";
import type { TypeNames } from "./type-names.ts";

/** The interfaces of a client: one for each resource, and one for the query of each operation. */
export interface ClientInterfaces {
  text: string;
  /** The members of the client itself. */
  members: string;
}

/** Emits the methods of a client as interfaces, so that every inferred type has a name. */
export function emitMethods(
  api: Api,
  operations: readonly ClientOperation[],
  pieces: Pieces,
  typeNames: TypeNames,
): ClientInterfaces {
  // A former name comes before the present one, which wins.
  const root = resourceTree(operations);
  const taken = new Set<string>();
  const interfaces: string[] = [];
  const emit = (resource: Resource<ClientOperation>, names: readonly string[]): string => {
    const name = free(`${typeName(names.join(" "))}Methods`, taken);
    const inner = Array.from(
      resource.resources,
      ([each, other]) => `  readonly ${propertyName(each)}: ${emit(other, [...names, each])};\n`,
    );
    const methods = Array.from(resource.methods, ([method, operation]) =>
      emitMethod(api, method, operation, pieces, typeNames, taken, interfaces),
    );
    interfaces.push(
      `/** The methods of \`client.${names.join(".")}\`. */\nexport interface ${name} {\n${[...inner, ...methods].join("")}}\n`,
    );
    return name;
  };
  const members = Array.from(
    root.resources,
    ([name, resource]) => `  readonly ${propertyName(name)}: ${emit(resource, [name])};\n`,
  );
  return { text: interfaces.join("\n"), members: members.join("") };
}

function free(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let n = 2; taken.has(candidate); n++) candidate = `${name}${n}`;
  taken.add(candidate);
  return candidate;
}

/** Words that cannot name an argument, and the names of the other arguments. */
const reservedWords = new Set(
  "arguments await body break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null options package private protected public query return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
);

function emitMethod(
  api: Api,
  method: string,
  each: ClientOperation,
  pieces: Pieces,
  typeNames: TypeNames,
  taken: Set<string>,
  interfaces: string[],
): string {
  const { id, operation, bodies } = each;
  const types = `Types[${JSON.stringify(id)}]`;
  const parameters = sentParameters(operation);
  const docs: string[] = [];
  const names = new Set<string>();
  const path = parameters
    .filter((parameter) => parameter.in === "path")
    .map((parameter) => {
      const plain = camelCase(parameter.name) || "id";
      const safe = reservedWords.has(plain) || /^\d/.test(plain) ? `_${plain}` : plain;
      const name = free(safe, names);
      docs.push(paramDoc(name, parameter));
      return `${name}: ${typeNames.ofScalar(parameter.object) ?? parameterType(api, types, parameter)}`;
    });
  const query = parameters.filter((parameter) => parameter.in === "query");
  const queryName =
    query.length > 0
      ? emitQuery(api, id, types, operation, query, pieces, taken, interfaces)
      : undefined;
  const isQueryRequired = query.some(({ required }) => required);
  const extra = extraOptions(api, types, operation, parameters);
  const callOptions = pieces.type("CallOptions");

  const signature = (body: ClientBody | undefined, choice: string, data: string): string => {
    const list = [...path];
    const options: string[] = [...extra.members];
    let needsOptions = extra.isRequired;
    if (bodies.length > 0) {
      const isRequired = operation.requestBody?.required ?? false;
      list.push(
        `body${isRequired || choice !== "" ? "" : "?"}: ${bodyType(types, operation, body!, pieces, typeNames)}`,
      );
      if (queryName !== undefined) {
        options.push(`query${isQueryRequired ? "" : "?"}: ${queryName}`);
        needsOptions ||= isQueryRequired;
      }
    } else if (queryName !== undefined) {
      const isNeeded = isQueryRequired || needsOptions || choice !== "";
      list.push(
        isNeeded && !isQueryRequired
          ? `query: ${queryName} | undefined`
          : `query${isQueryRequired ? "" : "?"}: ${queryName}`,
      );
    }
    if (choice !== "") {
      options.push(choice);
      needsOptions = true;
    }
    const optionsType =
      options.length > 0 ? `${callOptions} & { ${options.join("; ")} }` : callOptions;
    if (
      needsOptions &&
      bodies.length > 0 &&
      !(operation.requestBody?.required ?? false) &&
      choice === ""
    )
      list[list.length - 1] = list.at(-1)!.replace(/^body\?: (.*)$/s, "body: $1 | undefined");
    list.push(`options${needsOptions ? "" : "?"}: ${optionsType}`);
    return `    ${propertyName(method)}(${list.join(", ")}): ${each.result.type(data)};\n`.slice(2);
  };

  const [firstBody, ...otherBodies] = bodies;
  const plain = dataType(types, each, typeNames);
  const data = operation.deletedBy ? `${pieces.type("WithDeletion")}<${plain}>` : plain;
  if (operation.requestBody && firstBody)
    docs.push(
      `@param body ${oneLine(textAt(operation.requestBody.object, "description") ?? "the request body")}`,
    );
  if (queryName !== undefined && bodies.length === 0)
    docs.push("@param query the query parameters");
  docs.push("@param options the options of the call");
  const comment = docComment(
    [
      operation.summary,
      operation.description,
      `\`${sentMethod(operation.method)} ${operation.path}\``,
      docs.join("\n"),
      deprecatedTag(operation.deprecation),
    ],
    "  ",
  );
  const signatures = [
    signature(firstBody, "", data),
    ...otherBodies.map((body) =>
      signature(body, `contentType: ${JSON.stringify(body.mediaType)}`, data),
    ),
  ];
  return signatures.map((text) => comment + text).join("");
}

function paramDoc(name: string, { object }: Parameter): string {
  return `@param ${name} ${oneLine(textAt(object, "description") ?? `the path parameter \`${String(object["name"])}\``)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The type of a parameter: that of the generated types; a date may also be given as a `Date`. */
function parameterType(api: Api, types: string, { name, in: place, object }: Parameter): string {
  const access = `${types}["parameters"]["${place}"]`;
  const holder = place === "path" ? access : `NonNullable<${access}>`;
  const type = `${holder}[${JSON.stringify(name)}]`;
  const schema = isObject(object["schema"]) ? api.document.resolve(object["schema"]) : {};
  return schema["format"] === "date-time" ? `${type} | Date` : type;
}

function emitQuery(
  api: Api,
  id: string,
  types: string,
  operation: Operation,
  query: readonly Parameter[],
  pieces: Pieces,
  taken: Set<string>,
  interfaces: string[],
): string {
  const name = free(`${typeName(id)}Query`, taken);
  const members = query.map((parameter) => {
    const comment = docComment(
      [textAt(parameter.object, "description"), deprecatedTag(parameter.deprecation)],
      "  ",
    );
    const type = parameterType(api, types, parameter);
    const shown =
      parameter.prefix === undefined
        ? type
        : `${pieces.type("WithoutPrefix")}<NonNullable<${type}>, ${JSON.stringify(parameter.prefix)}>`;
    return `${comment}  ${propertyName(parameter.name)}${parameter.required ? "" : "?"}: ${shown};\n`;
  });
  interfaces.push(
    `/** The query parameters of \`${operation.resource}.${operation.name}\`. */\nexport interface ${name} {\n${members.join("")}}\n`,
  );
  return name;
}

/** Header and cookie parameters, which are options. */
function extraOptions(
  api: Api,
  types: string,
  operation: Operation,
  parameters: readonly Parameter[],
): { members: string[]; isRequired: boolean } {
  let isRequired = false;
  const members = (["header", "cookie"] as const).flatMap((place) => {
    const list = parameters.filter((parameter) => parameter.in === place);
    if (list.length === 0) return [];
    // The client makes an idempotency key itself.
    const needs = (parameter: Parameter): boolean =>
      parameter.required && parameter.name !== operation.idempotencyKey;
    const fields = list.map(
      (parameter) =>
        `${propertyName(parameter.name)}${needs(parameter) ? "" : "?"}: ${parameterType(api, types, parameter)}`,
    );
    const isNeeded = list.some(needs);
    isRequired ||= isNeeded;
    return [`${place}${isNeeded ? "" : "?"}: { ${fields.join("; ")} }`];
  });
  return { members, isRequired };
}

function bodyType(
  types: string,
  operation: Operation,
  { mediaType, kind, files }: ClientBody,
  pieces: Pieces,
  typeNames: TypeNames,
): string {
  if (kind === "raw") return pieces.type("RawBody");
  const isRequired = operation.requestBody?.required ?? false;
  const body = isRequired ? `${types}["requestBody"]` : `NonNullable<${types}["requestBody"]>`;
  const media = objectAt(operation.requestBody?.object ?? {}, "content")[mediaType];
  const type = typeNames.ofMedia(media) ?? `${body}["content"][${JSON.stringify(mediaType)}]`;
  if (kind === "form") return `${type} | URLSearchParams`;
  if (kind === "json") return type;
  const names = files.map((name) => JSON.stringify(name)).join(" | ");
  const parts = files.length > 0 ? `${pieces.type("WithFiles")}<${type}, ${names}>` : type;
  return `${parts} | FormData`;
}

/** The type of a success: the union over its statuses. */
function dataType(
  types: string,
  { operation, responses }: ClientOperation,
  names: TypeNames,
): string {
  const all = responses.flatMap(({ status, readers }) => {
    const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
    const object = operation.responses.find((response) => response.status === status)?.object;
    const content = objectAt(object ?? {}, "content");
    return chosen(readers).map((reader) =>
      readerType(`${types}["responses"][${key}]`, reader, content, names),
    );
  });
  return [...new Set(all)].join(" | ") || "undefined";
}

/** The formats that a response can have with the default `Accept` header. */
function chosen(readers: readonly ClientReader[]): readonly ClientReader[] {
  const isStream = readers.some(({ kind }) => kind === "events" || kind === "lines");
  const json = readers.filter(({ kind }) => kind === "json" || kind === "array");
  if (isStream) return readers.filter(({ kind }) => kind !== "text" && kind !== "binary");
  return json.length > 0 ? json : readers.slice(0, 1);
}

function readerType(
  response: string,
  { mediaType, kind }: ClientReader,
  content: JsonObject,
  names: TypeNames,
): string {
  if (kind === "empty") return "undefined";
  if (kind === "binary") return "Blob";
  if (kind === "text") return "string";
  const name = mediaType === undefined ? undefined : names.ofMedia(content[mediaType]);
  return name ?? `${response}["content"][${JSON.stringify(mediaType)}]`;
}
