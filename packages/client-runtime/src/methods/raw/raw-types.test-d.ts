import { expectTypeOf } from "vitest";
import type { RawClient, RawResult } from "./raw-types.ts";

// An invented API, in the shape in which the types are generated.

interface Thing {
  id: string;
  state: "on" | "off" | (string & {});
}
type Json<Body> = { headers: { [name: string]: unknown }; content: { "application/json": Body } };
type Unused = { trace?: never; head?: never; options?: never };

interface Paths {
  "/things": Unused & {
    get: {
      parameters: { query: { limit: number }; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: { 200: Json<Thing[]> };
    };
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { name: string } } };
      responses: { 201: Json<Thing> };
    };
    delete?: never;
  };
  "/things/{thing_id}": Unused & {
    get: {
      parameters: {
        query?: never;
        header?: { "X-Trace"?: string };
        path: { thing_id: string };
        cookie?: never;
      };
      requestBody?: never;
      responses: { 200: Json<Thing>; 404: Json<{ other: string }> };
    };
    post?: never;
    delete: {
      parameters: { query?: never; header?: never; path: { thing_id: string }; cookie?: never };
      requestBody?: { content: { "application/json": { force?: boolean } } };
      responses: { 204: { headers: { [name: string]: unknown }; content?: never } };
    };
  };
}

declare const request: RawClient<Paths>;

expectTypeOf<keyof typeof request>().toEqualTypeOf<"GET" | "POST" | "DELETE">();
expectTypeOf(request.GET("/things", { params: { query: { limit: 1 } } })).resolves.toEqualTypeOf<
  RawResult<Thing[]>
>();
expectTypeOf(
  request.GET("/things/{thing_id}", { params: { path: { thing_id: "a" } } }),
).resolves.toEqualTypeOf<RawResult<Thing>>();
expectTypeOf(request.POST("/things", { body: { name: "a" } })).resolves.toEqualTypeOf<
  RawResult<Thing>
>();
expectTypeOf(
  request.DELETE("/things/{thing_id}", { params: { path: { thing_id: "a" } }, body: {} }),
).resolves.toEqualTypeOf<RawResult<undefined>>();

const { data } = await request.GET("/things/{thing_id}", {
  params: { path: { thing_id: "a" }, header: { "X-Trace": "1" } },
});
if (data) expectTypeOf<Extract<typeof data.state, "on" | "off">>().toEqualTypeOf<"on" | "off">();

// @ts-expect-error: `limit` is required
void request.GET("/things");
// @ts-expect-error: `limit` is required
void request.GET("/things", { params: {} });
// @ts-expect-error: the path parameter is required
void request.GET("/things/{thing_id}");
// @ts-expect-error: there is no such path parameter
void request.GET("/things/{thing_id}", { params: { path: { thing_id: "a", id: "b" } } });
// @ts-expect-error: the path is a template
void request.GET("/things/a");
// @ts-expect-error: this path does not have the method
void request.POST("/things/{thing_id}", {});
// @ts-expect-error: the body is required
void request.POST("/things");
// @ts-expect-error: there is no such property
void request.POST("/things", { body: { name: "a", nam: "b" } });
