/** The path parameters of an operation as the generated types have it, `never` when there are none. */
export type PathOf<Op> = Op extends { parameters: { path?: infer Path } }
  ? Exclude<Path, undefined>
  : never;

/** The query parameters, by name. */
export type QueryOf<Op> = Op extends { parameters: { query?: infer Query } }
  ? Exclude<Query, undefined>
  : never;

/** The body of the request, `never` when it has none. */
export type BodyOf<Op> = Op extends { requestBody?: infer Body }
  ? ContentOf<Exclude<Body, undefined>, never>
  : never;

/** The body of a success; `undefined` where it has none. */
export type DataOf<Op> = Op extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: IsSuccess<Status> extends true
        ? ContentOf<Responses[Status], undefined>
        : never;
    }[keyof Responses]
  : never;

/** Whether the object must have the property. */
export type Requires<Target, Key extends PropertyKey> = Target extends { [K in Key]: unknown }
  ? true
  : false;

type IsSuccess<Status> = Status extends number | string
  ? `${Status}` extends `2${string}`
    ? true
    : false
  : false;

/** What a message says in JSON, or, when it has no JSON, what it says otherwise: events one by one. */
type ContentOf<Message, Nothing> = Message extends { content: infer Content }
  ? JsonTypeOf<Content> extends `text/event-stream${string}`
    ? AsyncIterable<Content[JsonTypeOf<Content>]>
    : Content[JsonTypeOf<Content>]
  : Nothing;

type JsonTypeOf<Content> =
  Extract<keyof Content, `${string}json${string}`> extends never
    ? keyof Content
    : Extract<keyof Content, `${string}json${string}`>;
