type Disposable_ = SymbolConstructor extends { readonly asyncDispose: infer Key extends symbol }
  ? { readonly [Name in Key]: () => PromiseLike<void> }
  : {};

/**
 * Data that deletes itself at the end of an `await using` scope: `AsyncDisposable`. It has no members
 * where a program's `lib` does not have that type.
 */
export interface DeletedAtEnd extends Disposable_ {}

/** Data that deletes itself at the end of an `await using` scope. Editors show this name. */
export type WithDeletion<Data> = Data & DeletedAtEnd;

/** The properties of an object, without the prefix that their names share. */
export type WithoutPrefix<Values, Prefix extends string> = Values extends infer Value
  ? { [Key in keyof Value as Key extends `${Prefix}${infer Rest}` ? Rest : never]: Value[Key] }
  : never;

/** A body that is sent as it is. */
export type RawBody = string | Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array>;

/** The content of a file in a multipart body. A `File` carries its own name. */
export type FilePart = Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array>;

/** A multipart body with files in place of the text that a schema says. */
export type WithFiles<Body, Names extends PropertyKey> = Body extends unknown
  ? {
      [Name in keyof Body]: Name extends Names
        ? Body[Name] extends readonly unknown[] | undefined
          ? FilePart[] | Extract<Body[Name], undefined>
          : FilePart | Extract<Body[Name], undefined>
        : Body[Name];
    }
  : never;
