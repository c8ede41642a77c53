/** The request body, `never` if it has none. */
export type BodyOf<Op> = Op extends { requestBody?: infer Body }
  ? ContentOf<Exclude<Body, undefined>, never>
  : never;

/** The body of a success, `undefined` if it has none. */
export type DataOf<Op> = Op extends { responses: infer Responses }
  ? {
      [Status in keyof Responses]: IsSuccess<Status> extends true
        ? ContentOf<Responses[Status], undefined>
        : never;
    }[keyof Responses]
  : never;

/** Whether an object type requires a property. */
export type Requires<Target, Key extends PropertyKey> = Target extends { [K in Key]: unknown }
  ? true
  : false;

type IsSuccess<Status> = Status extends number | string
  ? `${Status}` extends `2${string}`
    ? true
    : false
  : false;

/** The JSON of a message; if it has none, its other content. Events come one by one. */
type ContentOf<Message, Nothing> = Message extends { content: infer Content }
  ? JsonTypeOf<Content> extends `text/event-stream${string}`
    ? AsyncIterable<Content[JsonTypeOf<Content>]>
    : Content[JsonTypeOf<Content>]
  : Nothing;

type JsonTypeOf<Content> =
  Extract<keyof Content, `${string}json${string}`> extends never
    ? keyof Content
    : Extract<keyof Content, `${string}json${string}`>;
