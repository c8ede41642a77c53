type Disposable_ = SymbolConstructor extends { readonly asyncDispose: infer Key extends symbol }
  ? { readonly [Name in Key]: () => PromiseLike<void> }
  : {};

/**
 * Data that deletes itself at the end of an `await using` scope: `AsyncDisposable`. It has no members
 * where a program's `lib` does not have that type.
 */
export interface DeletedAtEnd extends Disposable_ {}

/** The properties of an object, without the prefix that their names share. */
export type WithoutPrefix<Values, Prefix extends string> = Values extends infer Value
  ? { [Key in keyof Value as Key extends `${Prefix}${infer Rest}` ? Rest : never]: Value[Key] }
  : never;
