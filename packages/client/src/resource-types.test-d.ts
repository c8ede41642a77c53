import { expectTypeOf } from "vitest";
import type { ApiList } from "./api-list.ts";
import type { ApiPromise } from "./api-promise.ts";
import type { CallOptions } from "./call-options.ts";
import type { DeletedAtEnd, ResourceMethods } from "./resource-types.ts";

// An invented API, in the shape in which the types and the table are generated.

interface Thing {
  id: string;
  state: "on" | "off" | (string & {});
  range: [number, number];
}
interface NewThing {
  name: string;
  labels?: { [key: string]: string };
}
type NoParameters = { query?: never; header?: never; path?: never; cookie?: never };
type WithPath<Path> = { query?: never; header?: never; path: Path; cookie?: never };
type Json<Body> = { headers: { [name: string]: unknown }; content: { "application/json": Body } };
type Empty = { headers: { [name: string]: unknown }; content?: never };
type Failure = Json<{ error: { code: string; message: string } }>;
type LabelFilter = { [key: `labels.${string}`]: string };

interface Resources {
  things: {
    /** Lists things. */
    list: {
      parameters: {
        query: { limit: number; labels?: LabelFilter; tag?: string[] };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: { 200: Json<Thing[]>; 400: Failure };
    };
    create: {
      parameters: NoParameters;
      requestBody: { content: { "application/json": NewThing } };
      responses: { 201: Json<Thing>; 400: Failure };
    };
    get: {
      parameters: WithPath<{ thing_id: string }>;
      requestBody?: never;
      responses: { 200: Json<Thing>; 404: Failure };
    };
    update: {
      parameters: {
        query?: { dry?: boolean; labels?: LabelFilter };
        header?: never;
        path: { thing_id: string };
        cookie?: never;
      };
      requestBody: { content: { "application/merge-patch+json": { name?: string } } };
      responses: { 204: Empty };
    };
    delete: {
      parameters: WithPath<{ thing_id: string }>;
      requestBody?: never;
      responses: { 204: Empty; 404: Failure };
    };
    pause: {
      parameters: WithPath<{ thing_id: string }>;
      requestBody?: { content: { "application/json": { force?: boolean } } };
      responses: { 200: Json<Thing>; 204: Empty; default: Failure };
    };
    replace: {
      parameters: { query: { version: number }; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": NewThing } };
      responses: { 200: Json<Thing> };
    };
  };
  parts: {
    create: { parameters: NoParameters; requestBody?: never; responses: { 201: Json<Thing> } };
    follow: {
      parameters: NoParameters;
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "text/event-stream; charset=utf-8": Thing };
        };
      };
    };
    get: {
      // Deliberately not in the order of the path.
      parameters: WithPath<{ part_no: number; thing_id: string }>;
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "text/plain": string } };
      };
    };
    search: {
      parameters: {
        query?: { text?: string };
        header?: never;
        path: { thing_id: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: { [name: string]: unknown };
          content: { "text/csv": string; "application/problem+json": Thing };
        };
      };
    };
  };
}

const labels = { name: "labels", in: "query", prefix: "labels." } as const;
const table = {
  listThings: {
    resource: "things",
    name: "list",
    path: "/things",
    array: true,
    parameters: [{ name: "limit", in: "query" }, { name: "tag", in: "query" }, labels],
  },
  createThing: {
    resource: "things",
    name: "create",
    path: "/things",
    parameters: [],
    success: [201],
  },
  createPart: { resource: "parts", name: "create", path: "/parts", parameters: [], success: [201] },
  followParts: { resource: "parts", name: "follow", path: "/parts/events", parameters: [] },
  getThing: {
    resource: "things",
    name: "get",
    path: "/things/{thing_id}",
    parameters: [{ name: "thing_id", in: "path" }],
  },
  updateThing: {
    resource: "things",
    name: "update",
    path: "/things/{thing_id}",
    parameters: [{ name: "dry", in: "query" }, labels],
  },
  deleteThing: { resource: "things", name: "delete", path: "/things/{thing_id}", parameters: [] },
  pauseThing: {
    resource: "things",
    name: "pause",
    path: "/things/{thing_id}/pause",
    parameters: [],
  },
  replaceThings: { resource: "things", name: "replace", path: "/things", parameters: [] },
  getPart: {
    resource: "parts",
    name: "get",
    path: "/things/{thing_id}/parts/{part_no}",
    parameters: [],
  },
  searchParts: {
    resource: "parts",
    name: "search",
    path: "/things/{thing_id}/parts",
    parameters: [],
  },
} as const;

declare const api: ResourceMethods<Resources, typeof table>;
const { things, parts } = api;
type Labels = { [key: string]: string };

expectTypeOf(things.list).toEqualTypeOf<
  (
    query: { limit: number; labels?: Labels; tag?: string[] },
    options?: CallOptions,
  ) => ApiList<Thing[]>
>();
expectTypeOf(things.create).toEqualTypeOf<
  (body: NewThing, options?: CallOptions) => ApiPromise<Thing & DeletedAtEnd>
>();
expectTypeOf<DeletedAtEnd>().toExtend<AsyncDisposable>();
// What nothing deletes does not delete itself.
expectTypeOf(parts.create).returns.resolves.toEqualTypeOf<Thing>();
expectTypeOf(parts.follow).toEqualTypeOf<(options?: CallOptions) => AsyncIterable<Thing>>();
expectTypeOf(things.get).toEqualTypeOf<(id: string, options?: CallOptions) => ApiPromise<Thing>>();
expectTypeOf(things.update).parameters.toEqualTypeOf<
  [
    id: string,
    body: { name?: string },
    options?: CallOptions & { query?: { dry?: boolean; labels?: Labels } },
  ]
>();
expectTypeOf(things.update).returns.resolves.toEqualTypeOf<undefined>();
expectTypeOf(things.delete).toEqualTypeOf<
  (id: string, options?: CallOptions) => ApiPromise<undefined>
>();
expectTypeOf(things.pause).toEqualTypeOf<
  (id: string, body?: { force?: boolean }, options?: CallOptions) => ApiPromise<Thing | undefined>
>();
expectTypeOf(things.replace).parameters.toEqualTypeOf<
  [body: NewThing, options: CallOptions & { query: { version: number } }]
>();
expectTypeOf(parts.get).toEqualTypeOf<
  (thing: string, part: number, options?: CallOptions) => ApiPromise<string>
>();
expectTypeOf(parts.search).toEqualTypeOf<
  (id: string, query?: { text?: string }, options?: CallOptions) => ApiPromise<Thing>
>();

// Open unions and tuples come through as they are.
const thing = await things.get("a");
expectTypeOf(thing).toEqualTypeOf<Thing>();
expectTypeOf<Extract<typeof thing.state, "on" | "off">>().toEqualTypeOf<"on" | "off">();

void things.list({ limit: 1, labels: { env: "prod" }, tag: ["a"] });
void things.update("a", {}, { query: { labels: { env: "prod" } } });
// @ts-expect-error: `limit` is required
void things.list();
// @ts-expect-error: `limit` is required
void things.list({ tag: [] });
// @ts-expect-error: there is no such query parameter
void things.list({ limit: 1, offset: 1 });
// @ts-expect-error: the values of labels are texts
void things.list({ limit: 1, labels: { env: 1 } });
// @ts-expect-error: the body is required
void things.create();
// @ts-expect-error: there is no such property
void things.create({ name: "a", nam: "b" });
// @ts-expect-error: the path parameter is required
void things.get();
// @ts-expect-error: the path parameter is a text
void things.get({ thing_id: "a" });
// @ts-expect-error: the order is that of the path
void parts.get(1, "a");
// @ts-expect-error: `version` is required
void things.replace({ name: "a" });
// @ts-expect-error: the query goes into the options only where there is a body
void things.list({ limit: 1 }, { query: {} });
