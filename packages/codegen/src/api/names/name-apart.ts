import type { ApiDocument } from "../../document/read-document.ts";
import { sentMethod } from "../../document/objects/methods.ts";
import type { Operation } from "../api.ts";
import { camelCase, capitalize } from "./words.ts";

/** The members of a client that are not resources. */
const members: ReadonlySet<string> = new Set(["request", "fetch"]);

/** Every object has these, so an object of methods cannot be looked up by them. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Renames what would stand in one place of a client, and warns: two methods of one name, a method and a
 * resource inside of the same resource, and names that the client or the language has taken.
 */
export function nameApart(document: ApiDocument, operations: readonly Operation[]): void {
  const warn = (operation: Operation, reason: string, name: string): void => {
    const message = `${reason} It becomes \`${name}\`. Choose another name by \`x-client-method\`.`;
    document.problems.warn(
      document.problem("duplicate-method-name", message, operation.object, "operationId"),
    );
  };
  for (const operation of operations) {
    const resource = freeResource(operation.resource);
    if (resource === operation.resource) continue;
    const fact = `The client cannot have a resource \`${operation.resource}\`, because the name is taken.`;
    operation.resource = resource;
    warn(operation, fact, `${resource}.${operation.name}`);
  }
  const resources = new Set(
    operations.flatMap(({ resource }) => {
      const names = resource.split(".");
      return names.map((_, index) => names.slice(0, index + 1).join("."));
    }),
  );
  const taken = new Map<string, Operation>();
  for (const operation of operations) {
    const { resource, name } = operation;
    const place = `${resource}.${name}`;
    const other = taken.get(place);
    const isTaken = (candidate: string): boolean =>
      taken.has(`${resource}.${candidate}`) ||
      resources.has(`${resource}.${candidate}`) ||
      // An object with a method `then` is taken for a promise.
      candidate === "then";
    if (isTaken(name)) {
      const better = other && distinctions(operation, other).find((each) => !isTaken(each));
      operation.name = better ?? free(name, isTaken);
      const reason = other
        ? `The client's method \`${place}\` is already ${sentMethod(other.method)} ${other.path}.`
        : name === "then"
          ? `A method \`${place}\` would make a promise of \`${resource}\`.`
          : `The client has a resource \`${place}\`, and this method would have the same name.`;
      warn(operation, reason, `${resource}.${operation.name}`);
    }
    taken.set(`${resource}.${operation.name}`, operation);
  }
}

/** Names that tell an operation from another one of the same name: by its version, its parameters or its method. */
function distinctions(operation: Operation, other: Operation): string[] {
  const { name, path } = operation;
  const version = /\/(v\d[\w.]*)(?=\/)/i.exec(path)?.[1];
  const own = version !== undefined && !other.path.includes(`/${version}/`) ? [version] : [];
  const parameters = parameterNames(path).filter(
    (each) => !parameterNames(other.path).includes(each),
  );
  return [
    ...own.map((each) => name + capitalize(camelCase(each))),
    ...(parameters.length > 0
      ? [`${name}By${parameters.map((each) => capitalize(camelCase(each))).join("And")}`]
      : []),
    ...(path === other.path ? [operation.method + capitalize(name)] : []),
  ];
}

function parameterNames(path: string): string[] {
  return Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name);
}

function freeResource(resource: string): string {
  return resource
    .split(".")
    .map((name, index) => {
      const isTaken = (candidate: string): boolean =>
        inherited.has(candidate) || (index === 0 && members.has(candidate));
      return free(name, isTaken);
    })
    .join(".");
}

/** @returns the name, with the first number that makes it a new one where it is taken */
export function free(name: string, isTaken: (name: string) => boolean): string {
  let candidate = name;
  for (let n = 2; isTaken(candidate); n++) candidate = `${name}${n}`;
  return candidate;
}
